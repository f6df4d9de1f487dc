"""The register beside the archive: lists and pages of any day, decisions, the calendar, the import, a changed name; PostgreSQL beside it."""
import csv, glob, io, json, os, re, shutil, subprocess, tempfile, time
from measure import ACTA, ROOT, Connection, Failed, acta_env, free_port, median, percentile, timed
from publishing import PUBLISHER, Office
from registers import Register

SCHEMA = """
CREATE TABLE organization (id uuid PRIMARY KEY, parent uuid, name text NOT NULL); CREATE INDEX ON organization (parent);
CREATE TABLE post (id uuid PRIMARY KEY, organization uuid NOT NULL, name text NOT NULL); CREATE INDEX ON post (organization);
CREATE TABLE person (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE membership (id uuid PRIMARY KEY, member uuid NOT NULL, post uuid, organization uuid, first date, last date);
CREATE INDEX ON membership (post, first); CREATE INDEX ON membership (organization, first); CREATE INDEX ON membership (member);
CREATE TABLE event (id uuid PRIMARY KEY, name text NOT NULL, organizer uuid, first date NOT NULL, last date NOT NULL); CREATE INDEX ON event (first); CREATE INDEX ON event (organizer);
CREATE TABLE decision (id uuid PRIMARY KEY, name text NOT NULL, symbol text, organization uuid NOT NULL, day date NOT NULL, status text NOT NULL); CREATE INDEX ON decision (organization, status, day DESC);
"""
COMPOSITION = """SELECT p.name, o.name, m.first, m.last FROM {bodies} JOIN post o ON o.organization = b.id JOIN membership m ON m.post = o.id JOIN person p ON p.id = m.member WHERE m.first <= $2 AND (m.last IS NULL OR m.last >= $2)
UNION ALL SELECT p.name, '', m.first, m.last FROM {bodies} JOIN membership m ON m.organization = b.id JOIN person p ON p.id = m.member WHERE m.first <= $2 AND (m.last IS NULL OR m.last >= $2)"""
ONE = COMPOSITION.format(bodies="(SELECT $1::uuid AS id) b")
DEEP = "WITH RECURSIVE t AS (SELECT $1::uuid AS id UNION ALL SELECT c.id FROM organization c JOIN t ON c.parent = t.id) " + COMPOSITION.format(bodies="t b")


class Postgres:
    """A private PostgreSQL of Debian's package, gone afterwards."""

    def __enter__(self):
        bin = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        self.folder, self.port = tempfile.mkdtemp(prefix="acta-bench-pg-"), free_port()
        self.user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, "postgres")
        data = os.path.join(self.folder, "data")
        subprocess.run([*self.user, f"{bin}/initdb", "-D", data, "-U", "acta", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], check=True, capture_output=True, cwd="/")
        self.server = subprocess.Popen([*self.user, f"{bin}/postgres", "-D", data, "-c", "listen_addresses=127.0.0.1", "-c", f"port={self.port}", "-c", f"unix_socket_directories={self.folder}", "-c", "shared_buffers=256MB"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        self.psql_path = f"{bin}/psql"
        for _ in range(200):
            if subprocess.run([f"{bin}/pg_isready", "-h", "127.0.0.1", "-p", str(self.port)], capture_output=True).returncode == 0:
                return self
            time.sleep(0.05)
        raise Failed("PostgreSQL did not start")

    def __exit__(self, *_):
        pid = open(os.path.join(self.folder, "data", "postmaster.pid")).readline().strip()
        subprocess.run(["kill", "-INT", pid])
        self.server.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def psql(self, sql, rows=None):
        subprocess.run([self.psql_path, "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port), "-U", "acta", "-d", "postgres", "-c", sql], input=rows, check=True, text=True, capture_output=True)

    def load(self, records):
        self.psql(SCHEMA)
        of = lambda kind: [r for r in records if r["type"] == kind]
        first, last = (lambda r: r["when"]["from"]), (lambda r: r["when"].get("to", r["when"]["from"]))
        self._copy("organization", [(r["id"], r.get("parent"), r["name"]["en"]) for r in of("organization")])
        self._copy("post", [(r["id"], r["organization"], r["name"]["en"]) for r in of("post")])
        self._copy("person", [(r["id"], r["name"]["en"]) for r in of("person")])
        self._copy("membership", [(r["id"], r["member"], r.get("post"), r.get("organization"), r["start"], r.get("end")) for r in of("membership")])
        self._copy("event", [(r["id"], r["name"]["en"], r["organizers"][0], first(r), last(r)) for r in of("event")])
        self._copy("decision", [(r["id"], r["name"]["en"], r["symbol"], r["organization"], r["date"], r.get("status", "in-force")) for r in of("decision")])
        self.psql("VACUUM ANALYZE")

    def _copy(self, table, rows):
        text = io.StringIO()
        csv.writer(text).writerows([["" if c is None else c for c in row] for row in rows])
        self.psql(f"COPY {table} FROM STDIN (FORMAT csv)", text.getvalue())

    def ask(self, questions, work):
        path = os.path.join(work, "questions.jsonl")
        with open(path, "w") as f:
            for name, sql, values in questions:
                f.write(json.dumps({"name": name, "sql": sql, "values": values}) + "\n")
        run = subprocess.run([PUBLISHER, "sql", "--connection", f"Host=127.0.0.1;Port={self.port};Username=acta;Database=postgres", "--questions", path], capture_output=True, text=True)
        if run.returncode != 0:
            raise Failed(run.stderr[-2000:])
        return json.loads(run.stdout)["times"]


def register(table, archive):
    archive.ready()
    made = Register(archive.quick)
    lines, random = os.path.join(archive.work, "register.jsonl"), made.random
    made.write(lines)
    copy = os.path.join(archive.work, "with-register")
    shutil.copytree(archive.data, copy)
    # What a log remembers outside its data folder goes along, or a kept archive would be taken for an old backup of the copy.
    state = os.path.join(archive.work, "of-register")
    shutil.copytree(archive.env["ACTA_STATE_DIR"], os.path.join(state, "state"))
    data, archive.data, env, archive.env = archive.data, copy, archive.env, acta_env(state)
    try:
        seconds, mb, said = timed([ACTA, "import", lines, "--data", copy, "--format", "jsonl"], env=archive.env)
        rate, held = len(made.records) / seconds, int(re.search(r"(\d+)\s+milliseconds the writer was held", said)[1])
        table.goal("register imported, records a second", "≥ 2,000/s", f"{rate:,.0f}/s", rate >= 2000)
        table.goal("the register import's longest hold of the writer", "≤ 50 ms", f"{held} ms", held <= 50)
        table.ours("of that: records, seconds, peak memory", f"{len(made.records):,}; {seconds:.1f} s; {mb:,.0f} MB")
        n = 60 if archive.quick else 400
        day = lambda: made._day(1998, 2024).isoformat()
        # So many others are asked before, which the program compiles by; then each of these once.
        before = 60 if archive.quick else 600
        one = [(random.choice(made.bodies), day()) for _ in range(before + n)]
        deep = [(random.choice(made.roots), day()) for _ in range(before + n)]
        decisions = [(random.choice(made.bodies), random.randint(1990, 2026), random.choice(["in-force", "amended", "expired"])) for _ in range(before + n)]
        months = list({(random.randint(1990, 2027), random.randint(1, 12)) for _ in range(n)})
        early = [(random.choice(made.bodies), day()) for _ in range(before + n)]
        port = free_port()
        with Office(archive, port) as office:
            office.wait("/en/")
            with Connection(port) as c:
                places = {}

                def place(kind, id):
                    if id not in places:
                        places[id] = re.sub(r"^https?://[^/]+", "", json.loads(c.get(f"/api/v1/{kind}/{id}").body)["url"])
                    return places[id]

                for body in made.bodies:
                    place("organizations", body)
                composition = lambda of: [f"/api/v1/memberships?organization={b}&as_of={d}&limit=100" for b, d in of]
                asked = {
                    "composition": composition(one),
                    "deep": [f"{place('organizations', b)}?as_of={d}" for b, d in deep],
                    "decisions": [f"/api/v1/decisions?organization={b}&year={y}&status={s}" for b, y, s in decisions],
                    "decisions page": [f"/en/decisions/?body={place('organizations', b).rsplit('/', 1)[1]}&year={y}&status={s}" for b, y, s in decisions],
                    # The months are few: the others are the same ones in other languages.
                    "calendar": [f"/{l}/calendar/{y}-{m:02}/" for l in ["de", "ar", "ru", "en"] for y, m in months],
                }
                # In the first seconds the server still reads its records.
                first = answers(c, composition(early), n)
                office.ask("read")
                ours = {name: answers(c, paths, len(months) if name == "calendar" else n) for name, paths in asked.items()}
            office_times = []
            term = {}
            for r in made.records:
                if r["type"] == "membership" and "post" in r and "end" not in r:
                    term[r["member"]] = r["post"]
            body = {r["id"]: r["organization"] for r in made.records if r["type"] == "post"}
            with Connection(port) as c:
                sights = [(p, [place("people", p), place("posts", term[p]), place("organizations", body[term[p]]), f"/api/v1/memberships?post={term[p]}"]) for p in list(term)[: 10 if archive.quick else 60]]
            for i, (person, paths) in enumerate(sights):
                told = office.ask(f"rename {person} {' '.join(paths)}")
                # The first ones compile.
                if i >= 5:
                    office_times.append(told)
        with Postgres() as pg:
            pg.load(made.records)
            called = lambda name, i: name if i >= before else "before"
            questions = [(called("composition", i), ONE, list(q)) for i, q in enumerate(one)] + [(called("deep", i), DEEP, list(q)) for i, q in enumerate(deep)]
            questions += [(called("decisions", i), "SELECT id, symbol, name, day, status FROM decision WHERE organization = $1 AND status = $2 AND day >= $3 AND day <= $4 ORDER BY day DESC, id DESC LIMIT 20", [b, s, f"{y}-01-01", f"{y}-12-31"]) for i, (b, y, s) in enumerate(decisions)]
            questions += [("calendar", "SELECT id, name, first, last FROM event WHERE first <= $2 AND first >= $1::date - 40 AND last >= $1 ORDER BY first, id", [f"{y}-{m:02}-01", f"{y}-{m:02}-28"]) for y, m in months]
            peer = pg.ask(questions, archive.work)
    finally:
        archive.data, archive.env = data, env
        shutil.rmtree(copy, ignore_errors=True)
        shutil.rmtree(state, ignore_errors=True)

    def row(what, name, goal, sql):
        p99 = percentile(ours[name], 0.99)
        table.goal(what, f"≤ {goal} ms", f"p50 {median(ours[name]):.1f} ms, p99 {p99:.1f} ms", p99 <= goal, f"p50 {median(peer[sql]):.1f} ms, p99 {percentile(peer[sql], 0.99):.1f} ms", f"{p99 / percentile(peer[sql], 0.99):.1f} ×")

    row("who belongs to a body on a day, p99", "composition", 5, "composition")
    table.ours("the same in the first seconds after a start, while the server reads its records", f"p50 {median(first):.1f} ms, p99 {percentile(first, 0.99):.1f} ms")
    row("the page of a body whose parts go five deep, on a day, p99", "deep", 15, "deep")
    row("decisions by body, year and status, p99", "decisions", 10, "decisions")
    row("the same as a readers' page, p99", "decisions page", 10, "decisions")
    row("a month of the calendar, p99", "calendar", 5, "calendar")
    visible = [t["visible"] for t in office_times]
    table.goal("a person's new name on their page, the post's, the body's and in the list", "≤ 100 ms", f"p50 {median(visible):.1f} ms, at most {max(visible):.1f} ms", max(visible) <= 100)
    table.note(f"Register: {len(made.records):,} generated records ({len(made.people):,} people, {len(made.terms):,} terms, {len(made.events):,} events, {len(made.decisions):,} decisions) beside the posts; each question asked once, so that nothing of it was kept, after {before} others of its kind, "
               "whole answers over one kept connection, HTML with its rendering, once the server has read its records into memory. Beside it the same questions as prepared statements of a PostgreSQL with indexes for them, rows fetched by Npgsql over one connection: no rendering, no other languages, "
               "no history of what was stated when. The new name: from the call of publish until the last of four answers, all of them kept before, brings it.")


def answers(connection, paths, measured):
    times = []
    for path in paths:
        answer = connection.get(path)
        if answer.status != 200:
            raise Failed(f"{path} answered {answer.status}: {answer.body[:300].decode('utf-8', 'replace')}")
        times.append(answer.ms)
    return times[-measured:]
