"""The desk with the whole archive behind it: lists, the editor, saving while one writes, releases; by one kept connection."""
import html, http.client, json, re, subprocess, time, urllib.parse
from measure import ACTA, Failed, free_port, median, percentile

PASSWORD = "river bridge anchor seven"
EMAIL = "bench@example.org"


class Desk:
    """A signed-in browser without a script."""

    def __init__(self, port):
        self.http = http.client.HTTPConnection("localhost", port)
        self.cookies = {}
        page = self.get("/desk/sign-in")
        self.post("/desk/sign-in", page, email=EMAIL, password=PASSWORD)

    def send(self, method, path, body=None, headers=()):
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **dict(headers)}
        begin = time.perf_counter()
        self.http.request(method, path, body, head)
        answer = self.http.getresponse()
        data = answer.read()
        self.ms = (time.perf_counter() - begin) * 1000
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        self.status, self.location, self.bytes = answer.status, answer.headers.get("Location"), len(data)
        return data.decode("utf-8", "replace")

    def get(self, path):
        return self.send("GET", path)

    def post(self, path, page, json_answer=False, **fields):
        token = html.unescape(re.search(r'name="form-token" value="([^"]+)"', page)[1])
        pairs = [("form-token", token)] + [(k, v) for k, vs in fields.items() for v in (vs if isinstance(vs, list) else [vs])]
        headers = {"Content-Type": "application/x-www-form-urlencoded", **({"Accept": "application/json", "X-Form-Token": token} if json_answer else {})}
        return self.send("POST", path, urllib.parse.urlencode(pairs), headers)

    def many(self, n, ask):
        times = []
        for i in range(n):
            ask(i)
            if self.status >= 400:
                raise Failed(f"the desk answered {self.status}")
            times.append(self.ms)
        return times


def desk(table, archive):
    data = archive.ready()
    run = lambda *a, **kw: subprocess.run([ACTA, "user", *a, "--data", data, "--email", EMAIL], env=archive.env, check=True, capture_output=True, **kw)
    run("add", "--role", "author", input=PASSWORD.encode())
    for role in ("editor", "publisher"):
        run("role", "--role", role)
    port, n = free_port(), 20 if archive.quick else 60
    with archive.serve(port) as acta:
        acta.wait("/en/")
        d = Desk(port)
        d.get("/desk/articles?show=all")
        first = d.ms
        d.many(20, lambda i: d.get("/desk/articles?show=all"))
        lists = d.many(n, lambda i: d.get(("/desk/articles?show=all", "/desk/articles?show=public&page=300", "/desk/articles?show=all&q=security", "/desk/articles?show=all&language=ru&state=published", "/desk/articles")[i % 5]))
        d.get("/desk/articles?show=all")
        size = d.bytes
        table.goal("desk: list of articles, p99", "≤ 50 ms", f"p50 {median(lists):.1f} ms, p99 {percentile(lists, .99):.1f} ms", percentile(lists, .99) <= 50)
        table.ours("desk: the first list after a start, the archive read", f"{first:.0f} ms")
        at = begin(d, "Speech on the river", "statement")
        words = "The Council met on 3 December 2026 and heard seventeen delegates on the level of the river. " * 100
        page = d.get(at)
        d.post(at, page, version=version(page), fields="body", body=words)
        opened = d.many(n, lambda i: d.get(at))
        table.goal("desk: editor open, 1,600 words, p99", "≤ 100 ms", f"p50 {median(opened):.1f} ms, p99 {percentile(opened, .99):.1f} ms", percentile(opened, .99) <= 100)
        page, at_version = d.get(at), [int(version(d.get(at)))]

        def save(i):
            answer = json.loads(d.post(at, page, json_answer=True, version=str(at_version[0]), fields="body", body=words + f"Line {i}."))
            at_version[0] = answer["version"]

        saved = d.many(5 * n, save)
        table.goal("desk: autosave, 1,600 words, p99", "≤ 20 ms", f"p50 {median(saved):.1f} ms, p99 {percentile(saved, .99):.1f} ms", percentile(saved, .99) <= 20)
        css, js = (len(d.get(p)) for p in re.findall(r'(?:href|src)="(/assets/desk/desk\.[0-9a-f]+\.(?:css|js))"', page))
        table.goal("desk: a page with its style and script, uncompressed", "≤ 200 KB", f"{(size + css + js) / 1024:.0f} KB", size + css + js <= 200 * 1024)
    table.note(f"Desk: server and one browser on this machine, times as the browser's connection sees them; {n} requests each, lists of five kinds in turn.")


def begin(d, headline, kind):
    d.post("/desk/articles/new", d.get("/desk/articles/new"), headline=headline, kind=kind, language="en", section="news")
    if d.status != 303:
        raise Failed(f"a new article was answered {d.status}")
    return d.location


def version(page):
    return re.search(r'name="version" value="(\d+)"', page)[1]
