"""The article page, hot: Acta against nginx serving the same precompressed bytes, in alternating rounds of the same wrk."""
import os, re
from measure import ACTA, Connection, Failed, Server, acta_env, free_port, median, wrk

ROUNDS, SECONDS = 7, 5
NGINX_MODULE = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"


def article(port):
    """The middle one of the English articles by length, so neither the shortest note nor the long interview."""
    with Connection(port) as c:
        feed = c.get("/en/feed.atom").body.decode()
        paths = sorted({"/" + a.split("/", 3)[3] for a in re.findall(r'<link rel="alternate"[^>]*href="([^"]+/news/\d{4}/[^"]+)"', feed) if "/en/" in a})
        if not paths:
            raise Failed("no English article was found in the demonstration's feed")
        return sorted(paths, key=lambda p: (len(c.get(p).body), p))[len(paths) // 2]


def settled(port, path):
    """The answer once it is compressed as well as it will be: a second request asks for that."""
    import time
    with Connection(port) as c:
        for _ in range(3):
            c.get(path, "Accept-Encoding: br\r\n")
        time.sleep(1)
        answer = c.get(path, "Accept-Encoding: br\r\n")
    if answer.header("Content-Encoding") != "br":
        raise Failed(f"{path} was not compressed")
    return answer


def nginx(work, port, path, answer, page):
    """nginx with as many workers as cores, the same bytes, and the same headers beside its own."""
    root = os.path.join(work, "nginx")
    file = os.path.join(root, "www" + path)
    os.makedirs(os.path.dirname(file))
    open(file, "wb").write(page)
    open(file + ".br", "wb").write(answer.body)
    own = {"date", "content-length", "content-type", "content-encoding", "etag", "server", "connection", "vary"}
    extra = "".join(f'      add_header {n.decode()} "{v.decode()}";\n' for n, v in re.findall(rb"(?m)^([\w-]+): *([^\r\n]*)", answer.head) if n.decode().lower() not in own)
    conf = os.path.join(root, "nginx.conf")
    open(conf, "w").write(f"""
load_module {NGINX_MODULE};
{"user root;" if os.geteuid() == 0 else ""}
worker_processes {os.cpu_count()};
pid {root}/nginx.pid;
error_log {root}/error.log;
daemon off;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile off; server_tokens off;
  keepalive_requests 1000000000; keepalive_timeout 60s;
  open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;
  client_body_temp_path {root}/body; proxy_temp_path {root}/proxy; fastcgi_temp_path {root}/fastcgi; uwsgi_temp_path {root}/uwsgi; scgi_temp_path {root}/scgi;
  default_type "text/html; charset=utf-8";
  server {{
    listen 127.0.0.1:{port} reuseport; root {root}/www;
    location / {{
      brotli_static on;
{extra}    }}
  }}
}}
""")
    return Server(["nginx", "-p", root, "-c", conf], port)


def run(table, work, quick):
    rounds, seconds = (3, 2) if quick else (ROUNDS, SECONDS)
    port, peer_port = free_port(), free_port()
    ours, theirs = [], []
    with Server([ACTA, "demo", "--data", os.path.join(work, "demo"), "--urls", f"http://127.0.0.1:{port}"], port, env=acta_env(work)) as acta:
        acta.wait("/en/")
        path = article(port)
        answer = settled(port, path)
        with Connection(port) as c:
            page = c.get(path).body
        with nginx(work, peer_port, path, answer, page) as peer:
            peer.wait(path)
            with Connection(peer_port) as c:
                same = c.get(path, "Accept-Encoding: br\r\n")
            if same.body != answer.body:
                raise Failed("nginx does not serve the same bytes")
            for server, at in ((acta, port), (peer, peer_port)):
                wrk(at, path, seconds)
            for _ in range(rounds):
                for server, at, into in ((acta, port, ours), (peer, peer_port, theirs)):
                    before = server.cpu()
                    requests, rate = wrk(at, path, seconds)
                    into.append((rate, (server.cpu() - before) / requests * 1e6))
    cpu = median([o[1] / t[1] for o, t in zip(ours, theirs)])
    rate = median([o[0] / t[0] for o, t in zip(ours, theirs)])
    (our_rate, our_cpu), (peer_rate, peer_cpu) = [(median([r for r, _ in x]), median([c for _, c in x])) for x in (ours, theirs)]
    table.baseline("nginx, the same precompressed article page", f"{peer_rate:,.0f} requests/s")
    table.goal("article page, hot: CPU per request", "≤ 1.3 × nginx", f"{our_cpu:.1f} µs", cpu <= 1.3, f"{peer_cpu:.1f} µs", f"{cpu:.2f} ×")
    table.goal("article page, hot: requests/s", "≥ 0.95 × nginx", f"{our_rate:,.0f}", rate >= 0.95, f"{peer_rate:,.0f}", f"{rate:.2f} ×")
    table.note(f"Hot: {path}, {len(answer.body):,} bytes of brotli, headers of {len(answer.head):,} bytes (nginx {len(same.head):,}); "
               f"{rounds} alternating rounds of wrk -t{os.cpu_count()} -c64 -d{seconds}s on the same cores as the server; medians of the rounds, ratios within a round.")
