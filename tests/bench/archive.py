"""An archive of 37,211 posts in 31 languages: Acta against Hugo building the same posts, in one run on one machine."""
import os, random, re, shutil, sqlite3, time
import corpus
from measure import ACTA, Connection, Server, acta_env, free_port, median, percentile, timed

LANGUAGES = "en,ar,bg,ca,cs,da,de,el,es,fa,fi,fr,gl,hr,hu,id,it,ja,ko,nl,no,pl,pt,ro,ru,sk,sv,tr,uk,vi,zh"


class Archive:
    """The posts, as Hugo's site and as Acta's data folder, each made when it is first needed."""

    def __init__(self, posts, work, kept, quick):
        self.posts, self.work, self.quick = posts, work, quick
        self.limit = 3000 if quick else None
        self.env = acta_env(kept or work)
        self.data = os.path.join(kept or work, "data")
        self._hugo = None

    def hugo(self, table):
        """Seconds of Hugo's build, and its peak memory in MB: the middle one of three."""
        if self._hugo is None:
            site = os.path.join(self.work, "hugo")
            corpus.hugo(self.posts, site, self.limit)
            runs = []
            for _ in range(1 if self.quick else 3):
                runs.append(timed(["hugo", "--quiet", "--destination", os.path.join(self.work, "out")], cwd=site)[:2])
                shutil.rmtree(os.path.join(self.work, "out"))
            shutil.rmtree(site)
            self._hugo = sorted(runs)[len(runs) // 2]
            table.baseline("Hugo builds the same posts", f"{self._hugo[0]:.1f} s, {self._hugo[1]:,.0f} MB")
        return self._hugo

    def ready(self):
        """Imports without measuring, where no part before did."""
        if not os.path.exists(self.data):
            self.import_()
        return self.data

    def import_(self):
        shutil.rmtree(self.data, ignore_errors=True)
        feed = os.path.join(self.work, "feed.json")
        corpus.feed(self.posts, feed, self.limit)
        timed([ACTA, "init", "--data", self.data, "--origin", "news.example.org/log", "--name", "Archive", "--languages", LANGUAGES], env=self.env)
        seconds, mb, said = timed([ACTA, "import", feed, "--data", self.data, "--format", "jsonfeed"], env=self.env)
        os.remove(feed)
        os.sync()  # what the import left to the disk is not the next part's to wait for
        return seconds, mb, int(re.search(r"(\d+)\s+milliseconds the writer was held", said)[1])

    def serve(self, port, *more):
        return Server([ACTA, "serve", "--data", self.data, "--urls", f"http://127.0.0.1:{port}", *more], port, env=self.env)


def bare_commits(folder):
    """Bare SQLite in WAL with synchronous=FULL: one row of 500 bytes a commit."""
    db = sqlite3.connect(os.path.join(folder, "bare.db"), isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE t(i INTEGER PRIMARY KEY, b BLOB)")
    begin, n = time.monotonic(), 0
    while time.monotonic() - begin < 3:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO t(b) VALUES(?)", (os.urandom(500),))
        db.execute("COMMIT")
        n += 1
    db.close()
    return n / (time.monotonic() - begin)


def baseline(table, archive):
    table.baseline("bare SQLite, WAL, synchronous=FULL", f"{bare_commits(archive.work):,.0f} commits/s")
    archive.hugo(table)


def imported(table, archive):
    hugo, hugo_mb = archive.hugo(table)
    seconds, mb, held = archive.import_()
    table.goal("archive imported, published, visible", "≤ 1.5 × Hugo", f"{seconds:.1f} s", seconds <= 1.5 * hugo, f"{hugo:.1f} s", f"{seconds / hugo:.2f} ×")
    table.goal("the import's longest hold of the writer", "≤ 50 ms", f"{held} ms", held <= 50)
    table.goal("peak memory of the import", "≤ 400 MB", f"{mb:,.0f} MB", mb <= 400, f"{hugo_mb:,.0f} MB", f"{mb / hugo_mb:.2f} ×")


def verified(table, archive):
    seconds, mb, _ = timed([ACTA, "verify", "--data", archive.ready()], env=archive.env)
    table.goal("archive verified, everything", "≤ 5 s", f"{seconds:.1f} s, {mb:,.0f} MB", seconds <= 5)


def rebuilt(table, archive):
    hugo, hugo_mb = archive.hugo(table)
    seconds, mb, _ = timed([ACTA, "rebuild", "--data", archive.ready()], env=archive.env)
    table.goal("views rebuilt", "≤ 0.7 × Hugo", f"{seconds:.1f} s, {mb:,.0f} MB", seconds <= 0.7 * hugo, f"{hugo:.1f} s", f"{seconds / hugo:.2f} ×")


def started(table, archive):
    archive.ready()
    port = free_port()
    with archive.serve(port) as acta:
        acta.wait("/en/")
        with Connection(port) as c:
            article = article_addresses(c)[0]
        memory = acta.memory()
        ended = acta.stop()
    times = []
    for _ in range(3 if archive.quick else 7):
        port = free_port()
        with archive.serve(port) as acta:
            times.append(acta.wait(article))
    table.goal("start to the first article page, through ./acta", "≤ 300 ms", f"{median(times):.0f} ms", median(times) <= 300)
    table.ours("memory after the start; SIGTERM to end", f"{memory:,.0f} MB; {ended:.2f} s")


def uncached(table, archive):
    archive.ready()
    port, metrics = free_port(), free_port()
    with archive.serve(port, "--metrics-urls", f"http://127.0.0.1:{metrics}") as acta:
        acta.wait("/en/")
        with Connection(port) as c, Connection(metrics) as m:
            addresses = article_addresses(c)
            random.Random(1).shuffle(addresses)
            warm, count = 500, 1000 if archive.quick else 5000
            for path in addresses[:warm]:
                c.get(path, "Accept-Encoding: br\r\n")
            before = histogram(m)
            asked = addresses[warm:warm + count]
            answers = [c.get(path, "Accept-Encoding: br\r\n") for path in asked]
            time.sleep(0.2)  # a request is counted when it is over, just after its answer is here
            after = histogram(m)
            memory = acta.memory()
    assert all(a.status == 200 for a in answers), "an article of the sitemap did not answer 200"
    made = [(bound, n - dict(before)[bound]) for bound, n in after]
    assert made[-1][1] == len(asked), f"{made[-1][1]} pages were made and {len(asked)} asked for"
    p50, p99 = (within(made, p) * 1000 for p in (0.5, 0.99))
    table.goal("a page not cached, server time, p50", "≤ 1 ms", f"{p50:.2f} ms", p50 <= 1)
    table.goal("a page not cached, server time, p99", "≤ 5 ms", f"{p99:.2f} ms", p99 <= 5)
    seen = [a.ms for a in answers]
    table.ours("the same as the reader's connection sees it", f"p50 {median(seen):.2f} ms, p99 {percentile(seen, .99):.2f} ms; memory then {memory:,.0f} MB")
    table.note(f"Not cached: {len(asked):,} article pages in all languages, in random order, none asked for before, after {warm} others; server time by the histogram acta_answer_seconds "
               "of the metrics (from the request's arrival in the application until its bytes are handed to the connection, brotli included), interpolated within its buckets.")


def histogram(metrics):
    text = metrics.get("/metrics").body.decode()
    return [(float(b.replace("+Inf", "inf")), int(n)) for b, n in re.findall(r'acta_answer_seconds_bucket\{le="([^"]+)"\} (\d+)', text)]


def within(buckets, p):
    """The value below which a part p lies, linear within a bucket; of the last bucket only its beginning is known."""
    wanted, low, before = buckets[-1][1] * p, 0.0, 0
    for bound, n in buckets:
        if n >= wanted:
            return low if bound == float("inf") else low + (bound - low) * (wanted - before) / (n - before)
        low, before = bound, n


def article_addresses(connection):
    """Article addresses of all languages, from the sitemap."""
    found = []
    for part in re.findall(rb"<loc>([^<]+)</loc>", connection.get("/sitemap.xml").body):
        path = "/" + part.decode().split("/", 3)[3]
        found += ["/" + loc.decode().split("/", 3)[3] for loc in re.findall(rb"<loc>([^<]+)</loc>", connection.get(path).body)] if path.endswith(".xml") else [path]
    return [a for a in found if re.search(r"/news/(\d{4}/\d\d|undated)/", a) and not a.endswith("/")]
