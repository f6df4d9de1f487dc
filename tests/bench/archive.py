"""An archive of 37,211 posts: Acta against Hugo building the same posts, in one run on one machine."""
import json, os, random, re, resource, shutil, signal, socket, sqlite3, subprocess, sys, tempfile, time
import corpus

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ACTA = os.path.join(ROOT, "acta")


def timed(args, **kw):
    """Seconds, peak memory in MB and output of a program."""
    begin = time.monotonic()
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(args, stdout=out, stderr=subprocess.STDOUT, **kw)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - begin
        out.seek(0)
        text = out.read().decode("utf-8", "replace")
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(args)} failed:\n{text[-3000:]}")
    return seconds, usage.ru_maxrss / 1024, text


def bare_commits(folder):
    """Bare SQLite in WAL with synchronous=FULL: one row of 500 bytes a commit."""
    db = sqlite3.connect(os.path.join(folder, "bare.db"), isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE t(i INTEGER PRIMARY KEY, b BLOB)")
    begin, n = time.monotonic(), 0
    while time.monotonic() - begin < 2:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO t(b) VALUES(?)", (os.urandom(500),))
        db.execute("COMMIT")
        n += 1
    db.close()
    return n / (time.monotonic() - begin)


def get(sock, host, path):
    """One request on a kept connection: milliseconds, status, body."""
    begin = time.perf_counter()
    sock.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    data = b""
    while b"\r\n\r\n" not in data:
        data += sock.recv(262144)
    head, body = data.split(b"\r\n\r\n", 1)
    length = re.search(rb"(?i)content-length: (\d+)", head)
    if length:
        while len(body) < int(length[1]):
            body += sock.recv(262144)
    else:
        while not body.endswith(b"0\r\n\r\n"):
            body += sock.recv(262144)
    return (time.perf_counter() - begin) * 1000, int(head.split(b" ", 2)[1]), body


def percentile(values, p):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * p))]


def main():
    posts = os.path.join(os.path.dirname(ROOT), "shared", "corpora", "debian", "posts.jsonl.gz")
    if len(sys.argv) > 1:
        posts = sys.argv[1]
    if not os.path.exists(posts):
        sys.exit(f"the archive {posts} is not there; name another: tests/bench/archive.py POSTS.jsonl.gz")
    work = tempfile.mkdtemp(prefix="acta-bench-")
    env = dict(os.environ, ACTA_STATE_DIR=os.path.join(work, "state"))
    rows = []
    try:
        subprocess.run([ACTA, "--version"], check=True, stdout=subprocess.DEVNULL)
        rows.append(("bare SQLite, synchronous=FULL", f"{bare_commits(work):,.0f} commits/s", ""))
        feed, site, data = (os.path.join(work, n) for n in ("feed.json", "hugo", "data"))
        corpus.feed(posts, feed)
        corpus.hugo(posts, site)
        hugo, hugo_mb, _ = timed(["hugo", "--quiet", "--destination", os.path.join(work, "out")], cwd=site)
        rows.append(("Hugo builds the posts", f"{hugo:.1f} s, {hugo_mb:,.0f} MB", ""))
        shutil.rmtree(os.path.join(work, "out"))

        languages = "en,ar,bg,ca,cs,da,de,el,es,fa,fi,fr,gl,hr,hu,id,it,ja,ko,nl,no,pl,pt,ro,ru,sk,sv,tr,uk,vi,zh"
        timed([ACTA, "init", "--data", data, "--origin", "news.example.org/log", "--name", "Archive", "--languages", languages], env=env)
        seconds, mb, text = timed([ACTA, "import", feed, "--data", data, "--format", "jsonfeed"], env=env)
        rows.append(("Acta imports, publishes and folds them", f"{seconds:.1f} s = {seconds / hugo:.2f} × Hugo, {mb:,.0f} MB", "≤ 1.5 ×, ≤ 400 MB"))
        seconds, mb, _ = timed([ACTA, "verify", "--data", data], env=env)
        rows.append(("verify everything", f"{seconds:.1f} s, {mb:,.0f} MB", "≤ 5 s"))
        seconds, mb, _ = timed([ACTA, "rebuild", "--data", data], env=env)
        rows.append(("rebuild the views", f"{seconds:.1f} s = {seconds / hugo:.2f} × Hugo, {mb:,.0f} MB", "≤ 0.7 ×"))

        port = free_port()
        host = f"127.0.0.1:{port}"
        begin = time.perf_counter()
        server = subprocess.Popen([ACTA, "serve", "--data", data, "--urls", f"http://{host}"], env=env, stdout=subprocess.DEVNULL)
        try:
            while True:
                try:
                    sock = socket.create_connection(("127.0.0.1", port))
                    _, status, _ = get(sock, host, "/en/")
                    if status == 200:
                        break
                except OSError:
                    time.sleep(0.002)
            rows.append(("start to first page", f"{(time.perf_counter() - begin) * 1000:.0f} ms", "≤ 300 ms"))
            addresses = article_addresses(sock, host)
            random.seed(1)
            random.shuffle(addresses)
            for path in addresses[:300]:
                get(sock, host, path)
            times = [get(sock, host, path)[0] for path in addresses[300:3300]]
            rows.append(("a page not cached (seen from the client)", f"p50 {percentile(times, .5):.2f} ms, p99 {percentile(times, .99):.2f} ms", "p50 ≤ 1 ms, p99 ≤ 5 ms"))
            rss = int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{server.pid}/status").read())[1]) / 1024
            rows.append(("memory of the server then", f"{rss:,.0f} MB", ""))
        finally:
            server.send_signal(signal.SIGTERM)
            begin = time.monotonic()
            server.wait(20)
            rows.append(("SIGTERM to end", f"{time.monotonic() - begin:.2f} s", "≤ 5 s"))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print("| what | measured | goal |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def article_addresses(sock, host):
    """Article addresses of all languages, from the sitemap."""
    _, _, index = get(sock, host, "/sitemap.xml")
    found = []
    for part in re.findall(rb"<loc>([^<]+)</loc>", index):
        path = "/" + part.decode().split("/", 3)[3]
        if path.endswith(".xml"):
            _, _, body = get(sock, host, path)
            found += ["/" + loc.decode().split("/", 3)[3] for loc in re.findall(rb"<loc>([^<]+)</loc>", body)]
        else:
            found.append(path)
    return [a for a in found if re.search(r"/news/(\d{4}|undated)/", a)]


if __name__ == "__main__":
    main()
