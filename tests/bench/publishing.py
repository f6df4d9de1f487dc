"""A publish with the archive: how soon a reader sees it, and what it costs the other readers."""
import json, os, re, subprocess
import archive as archives
from measure import ROOT, Connection, Server, free_port, median, wrk

PUBLISHER = os.path.join(ROOT, ".build", "bench", "Acta.Bench")


class Office(Server):
    """A server that also publishes, as its desk will: in the server's own process. It takes one word a line and answers with one line."""

    def __init__(self, archive, port):
        super().__init__([PUBLISHER, "serve", "--data", archive.data, "--urls", f"http://127.0.0.1:{port}"], port, env=archive.env,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, words):
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def say(times):
    return f"p50 {times['p50']:.1f} ms, p99 {times['p99']:.1f} ms"


def visible(table, archive):
    archive.ready()
    count = 50 if archive.quick else 300
    port = free_port()
    with Office(archive, port) as office:
        office.wait("/en/")
        office.ask("visible 20")
        times = office.ask(f"visible {count}")
    table.goal("publish → visible at the reader's address, p50", "≤ 5 ms", f"{times['p50']:.1f} ms", times["p50"] <= 5)
    table.goal("publish → visible at the reader's address, p99", "≤ 20 ms", f"{times['p99']:.1f} ms", times["p99"] <= 20)
    table.ours("of that, until the commit returned", say(times["commit"]))
    port = free_port()
    with archive.serve(port) as acta:
        acta.wait("/en/")
        run = subprocess.run([PUBLISHER, "beside", "--data", archive.data, "--urls", f"http://127.0.0.1:{port}", "--count", str(count)],
                             env=archive.env, check=True, capture_output=True, text=True)
        beside = json.loads(run.stdout)
    table.goal("the same, published by another process (contract), p99", "≤ 50 ms", say(beside), beside["p99"] - beside["commit"]["p50"] <= 50)
    table.note(f"Publish → visible: {count} times an article is published (every second time: revised) in the server's process; from the call until an HTTP GET of its address "
               "on a kept connection brings the new text, commit to disk included. By another process: the same from a process beside ./acta serve; the 50 ms count from its commit.")


def readers(table, archive):
    archive.ready()
    rounds, seconds = (3, 3) if archive.quick else (7, 5)
    port = free_port()
    with Office(archive, port) as office:
        office.wait("/en/")
        with Connection(port) as c:
            path = next(a for a in archives.article_addresses(c) if re.search("/20(0|1)", a))
        wrk(port, path, seconds)
        quiet, busy = [], []
        for _ in range(rounds):
            quiet.append(wrk(port, path, seconds)[1])
            office.ask("every 1000")
            busy.append(wrk(port, path, seconds)[1])
            office.ask("every 0")
    ratio = median([b / q for b, q in zip(busy, quiet)])
    table.goal("one publish a second: readers' rate", "≥ 0.90 × without", f"{median(busy):,.0f}/s", ratio >= 0.9, f"{median(quiet):,.0f}/s without", f"{ratio:.2f} ×")
