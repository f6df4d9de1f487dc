"""Pictures at the desk: how soon a photograph has its renditions, what that costs readers, and a release with twenty pictures."""
import html, json, os, re, subprocess, time
from desk import EMAIL, PASSWORD, Desk, begin, version
from measure import ACTA, Connection, Failed, free_port, median, percentile, wrk
from publishing import PUBLISHER

STEPS, FORMATS = (480, 960, 1440, 2400), ("avif", "webp", "jpg")


def media(table, archive):
    data, rounds = archive.ready(), 2 if archive.quick else 5
    run = lambda *a, **kw: subprocess.run([ACTA, "user", *a, "--data", data, "--email", EMAIL], env=archive.env, capture_output=True, **kw)
    # An account that another part has made stays.
    run("add", "--role", "author", input=PASSWORD.encode())
    for role in ("editor", "publisher"):
        run("role", "--role", role)
    large, small = (os.path.join(archive.work, n) for n in ("large.jpg", "small.jpg"))
    subprocess.run([PUBLISHER, "photo", "--to", large, "--width", "6000", "--megabytes", "20"], check=True)
    subprocess.run([PUBLISHER, "photo", "--to", small, "--width", "1600", "--megabytes", "0.4"], check=True)
    photo, picture = open(large, "rb").read(), open(small, "rb").read()
    port = free_port()
    with archive.serve(port) as acta:
        acta.wait("/en/")
        d = Desk(port)
        times = [renditions(d, upload(d, photo, i)) for i in range(rounds)]
        table.goal(f"a photograph of {len(photo) / 1e6:.0f} MB has its {len(STEPS) * len(FORMATS)} renditions", "≤ 5 s", f"{median(times):.1f} s, at most {max(times):.1f} s", median(times) <= 5)
        release(table, d, picture, rounds)
        busy_readers(table, d, port, photo, rounds, 3 if archive.quick else 5)
    table.note("Pictures: from the end of the upload until the last rendition is answered, asked for every 20 ms. Release: three language versions of one new article, twenty pictures "
               "in each, from the form until the answer, which waits until readers have it. Readers beside renditions: h2load asks at half the rate that wrk reaches, over 32 connections.")


def upload(d, photo, i):
    token = html.unescape(re.search(r'name="form-token" value="([^"]+)"', d.get("/desk/media"))[1])
    # Some bytes more make another file of it.
    got = json.loads(d.send("POST", "/desk/media", photo + os.urandom(8), {"X-Form-Token": token, "Accept": "application/json", "Content-Type": "application/octet-stream", "X-File-Name": f"photo-{i}.jpg"}))
    if "id" not in got:
        raise Failed(f"the photograph was answered {d.status}: {got}")
    return got


def renditions(d, file):
    widest = min(file["width"], STEPS[-1])
    widths = [s for s in STEPS if s * 5 < widest * 4] + [widest]
    begun, left = time.perf_counter(), [f"/desk/media/{file['id']}/w/{w}.{f}" for w in widths for f in FORMATS]
    while left:
        d.get(left[0])
        if d.status == 200:
            left.pop(0)
        elif time.perf_counter() - begun > 60:
            raise Failed(f"{left[0]} was not there within a minute")
        else:
            time.sleep(0.02)
    return time.perf_counter() - begun


def release(table, d, picture, rounds):
    files = [upload(d, picture, i) for i in range(20)]
    for file in files:
        renditions(d, file)
    blocks = "\n\n".join(f"Paragraph {i} of the report.\n\n::: image\nfile: {json.dumps(file)}\nalt: Picture {i}\n:::" for i, file in enumerate(files))
    times = []
    for i in range(rounds * 3):
        at = begin(d, f"Report in pictures {i} {os.getpid()}", "news")
        article = at.rsplit("/", 1)[0]
        save(d, at, headline=f"Report in pictures {i} {os.getpid()}", body=blocks)
        for language in ("ru", "fr"):
            d.post(f"{article}/translate", d.get(article), language=language, **{"from": "en"})
            save(d, f"{article}/{language}", headline=f"Report {i} {language} {os.getpid()}", body=blocks)
        for language in ("en", "ru", "fr"):
            page = d.get(f"{article}/{language}")
            d.post(f"{article}/{language}/approve", page, digest=re.search(r'name="digest" value="([0-9a-f]+)"', page)[1])
        page = d.get(f"{article}/release")
        chosen = re.findall(r'name="version" value="([^"]+)"', page)
        d.post(f"{article}/release", page, version=chosen, seen="yes", when="now")
        if len(chosen) != 3 or d.status != 303:
            raise Failed(f"the release of {len(chosen)} versions was answered {d.status}")
        times.append(d.ms)
    table.goal("release of three languages with twenty pictures", "≤ 300 ms", f"p50 {median(times):.0f} ms, at most {max(times):.0f} ms", max(times) <= 300)


def save(d, at, **fields):
    page = d.get(at)
    d.post(at, page, version=version(page), fields=" ".join(fields), **fields)
    if d.status != 303:
        raise Failed(f"{at} was answered {d.status}")


def busy_readers(table, d, port, photo, rounds, seconds):
    with Connection(port) as c:
        feed = c.get("/en/feed.atom").body.decode()
    path = "/" + re.search(r'<link rel="alternate"[^>]*href="([^"]+/news/\d{4}/[^"]+)"', feed)[1].split("/", 3)[3]
    half = int(wrk(port, path, seconds)[1] / 2)
    quiet, busy = [], []
    for i in range(rounds):
        quiet.append(paced(port, path, half, seconds))
        file = upload(d, photo, f"beside-{i}")
        busy.append(paced(port, path, half, seconds))
        renditions(d, file)
    rise = median([b / q for b, q in zip(busy, quiet)])
    table.goal(f"readers at {half:,.0f}/s while renditions are made: p99", "≤ 1.10 × without", f"{median(busy):.2f} ms", rise <= 1.1, f"{median(quiet):.2f} ms without", f"{rise:.2f} ×")


def paced(port, path, rate, seconds):
    """p99 in milliseconds of requests at a steady rate."""
    log = f"/tmp/acta-bench-{os.getpid()}.log"
    try:
        subprocess.run(["h2load", "--h1", "-t1", "-c32", f"--rps={max(1, rate // 32)}", f"-D{seconds}", f"--log-file={log}", "-H", "Accept-Encoding: br", f"http://127.0.0.1:{port}{path}"],
                       check=True, capture_output=True)
        return percentile([int(line.split("\t")[2]) for line in open(log) if line.count("\t") >= 2], 0.99) / 1000
    finally:
        if os.path.exists(log):
            os.remove(log)
