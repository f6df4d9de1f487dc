"""What all parts measure with: programs and their memory, servers and their processor time, wrk, one kept connection."""
import os, re, signal, socket, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ACTA = os.path.join(ROOT, "acta")
TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A sentence for whoever runs the bench."""


def timed(args, **kw):
    """Seconds, peak memory in MB and output of a program that must end well."""
    with tempfile.TemporaryFile() as out:
        begin = time.monotonic()
        child = subprocess.Popen(args, stdout=out, stderr=subprocess.STDOUT, **kw)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode("utf-8", "replace")
    if child.returncode != 0:
        raise Failed(f"{' '.join(args)} failed:\n{text[-3000:]}")
    return seconds, usage.ru_maxrss / 1024, text


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def percentile(values, p):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * p))]


def median(values):
    return percentile(values, 0.5)


class Server:
    """A server program, stopped at the end of the with block."""

    def __init__(self, args, port, **kw):
        self.port = port
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(args, **{"stdout": subprocess.DEVNULL, **kw})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def wait(self, path, seconds=60):
        """Milliseconds from the start of the program to the first 200 of a page."""
        while True:
            try:
                with Connection(self.port) as c:
                    if c.get(path).status == 200:
                        return (time.perf_counter() - self.begun) * 1000
            except OSError:
                pass
            if self.process.poll() is not None:
                raise Failed(f"{self.process.args[0]} ended with {self.process.returncode} before it answered")
            if time.perf_counter() - self.begun > seconds:
                raise Failed(f"{self.process.args[0]} did not answer {path} within {seconds} s")
            time.sleep(0.001)

    def cpu(self):
        """Seconds of processor time so far, of the program and its children."""
        return sum(ticks(p) for p in [self.process.pid, *children(self.process.pid)]) / TICKS

    def memory(self):
        """Resident megabytes now."""
        return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{self.process.pid}/status").read())[1]) / 1024

    def stop(self):
        """Seconds that SIGTERM takes."""
        begin = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return time.monotonic() - begin


def ticks(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def children(pid):
    return [int(c) for c in open(f"/proc/{pid}/task/{pid}/children").read().split()]


class Response:
    def __init__(self, status, head, body, ms):
        self.status, self.head, self.body, self.ms = status, head, body, ms

    def header(self, name):
        found = re.search(rb"(?im)^" + name.encode() + rb": *([^\r\n]*)", self.head)
        return found[1].decode() if found else None


class Connection:
    """One connection that is kept open."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.host = f"127.0.0.1:{port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def get(self, path, headers=""):
        begin = time.perf_counter()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n{headers}\r\n".encode())
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, body = data.split(b"\r\n\r\n", 1)
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        while (len(body) < int(length[1])) if length else not body.endswith(b"0\r\n\r\n"):
            body += self._more()
        return Response(int(head.split(b" ", 2)[1]), head, body, (time.perf_counter() - begin) * 1000)

    def _more(self):
        data = self.socket.recv(262144)
        if not data:
            raise ConnectionError("the server closed the connection")
        return data


def wrk(port, path, seconds, connections=64):
    """Requests answered and requests a second; every one must be a 200."""
    args = ["wrk", f"-t{os.cpu_count()}", f"-c{connections}", f"-d{seconds}s", "-H", "Accept-Encoding: br", f"http://127.0.0.1:{port}{path}"]
    text = subprocess.run(args, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        raise Failed(f"{' '.join(args)} met errors:\n{text}")
    return int(re.search(r"(\d+) requests in", text)[1]), float(re.search(r"Requests/sec: +([\d.]+)", text)[1])


def acta_env(work):
    # What a log remembers outside its data folder stands in a folder of the bench's own.
    return dict(os.environ, ACTA_STATE_DIR=os.path.join(work, "state"))
