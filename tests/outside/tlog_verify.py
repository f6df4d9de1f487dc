#!/usr/bin/env python3
"""Reads a whole transparency log from outside and checks that it keeps its word.

    tlog_verify.py URL VKEY [--state FILE]

URL is the log's prefix (https://example.org/log), VKEY its verifier key. The checkpoint's signature is verified, every
entry bundle and every tile is fetched, all is hashed again, and with --state the log must extend the one seen last time.

It needs Python 3.9 and nothing else, and shares no line with the server: it was written from the specifications alone
(C2SP signed-note, tlog-checkpoint, tlog-tiles; RFC 6962 section 2.1; RFC 8032 section 5.1).

Exit codes: 0 all is right, 2 usage, 3 the log was rewritten or cut, 4 something is missing or wrong, 5 unreachable.
"""
import argparse
import base64
import binascii
import gzip
import hashlib
import http.client
import json
import os
import re
import sys
import urllib.parse


class Wrong(Exception):
    """The log says something that is not so."""

    code = 4


class Forked(Wrong):
    """The log has broken a promise it signed earlier."""

    code = 3


class Unreachable(Exception):
    code = 5


# --- Ed25519 verification (RFC 8032, section 5.1) ---------------------------------------------------------------------

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def point_add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e = ((y1 + x1) * (y2 + x2) - (y1 - x1) * (y2 - x2)) % P
    g, h = (2 * z1 * z2 - 2 * D * t1 * t2) % P, (2 * z1 * z2 + 2 * D * t1 * t2) % P
    top = ((y1 + x1) * (y2 + x2) + (y1 - x1) * (y2 - x2)) % P
    return e * g % P, h * top % P, g * h % P, e * top % P


def point_times(n, point):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        n >>= 1
    return result


def point_equal(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def recover_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_M1 % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def point_of(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def ed25519_verify(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    return point_equal(point_times(s, BASE), point_add(r, point_times(h, a)))


# --- Signed notes and checkpoints -------------------------------------------------------------------------------------

def strict_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Wrong(f"not Base64: {text!r}") from None
    if base64.b64encode(data).decode() != text:
        raise Wrong(f"not canonical Base64: {text!r}")
    return data


def read_vkey(vkey):
    name, key_id, key = vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    if len(key) != 33 or key[0] != 1:
        raise ValueError("not an Ed25519 key of type 0x01")
    if hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8] != key_id:
        raise ValueError("its key ID does not fit")
    return name, bytes.fromhex(key_id), key[1:]


def open_checkpoint(data, vkey):
    """The origin, size and root of a checkpoint that this key has signed."""
    name, key_id, public = read_vkey(vkey)
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Wrong("the checkpoint is not UTF-8") from None
    if any(ord(c) < 0x20 and c != "\n" for c in note):
        raise Wrong("the checkpoint holds a control character")
    text, gap, signatures = note.rpartition("\n\n")
    if not gap or not signatures.endswith("\n"):
        raise Wrong("the checkpoint is not a signed note")
    text += "\n"

    signed = False
    for line in signatures[:-1].split("\n"):
        match = re.fullmatch(r"\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)", line)
        if not match:
            raise Wrong(f"malformed signature line: {line!r}")
        signature = strict_base64(match[2])
        if match[1] == name and signature[:4] == key_id:
            if not ed25519_verify(public, text.encode(), signature[4:]):
                raise Wrong("the checkpoint's signature is wrong")
            signed = True
    if not signed:
        raise Wrong(f"the checkpoint is not signed by {name}")

    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise Wrong("the checkpoint has not exactly three lines")
    if lines[0] != name:
        raise Wrong(f"the checkpoint's origin is {lines[0]!r}, the key's name {name!r}")
    if not re.fullmatch(r"0|[1-9][0-9]*", lines[1]):
        raise Wrong(f"the checkpoint's size is {lines[1]!r}")
    root = strict_base64(lines[2])
    if len(root) != 32:
        raise Wrong("the checkpoint's root is not 32 bytes")
    return lines[0], int(lines[1]), root


# --- The tree ---------------------------------------------------------------------------------------------------------

def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_hash(hashes):
    """MTH of RFC 6962, section 2.1, row by row: a node without a sibling rises as it is."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        above = [node_hash(hashes[i], hashes[i + 1]) for i in range(0, len(hashes) - 1, 2)]
        if len(hashes) % 2:
            above.append(hashes[-1])
        hashes = above
    return hashes[0]


def tile_path(level, index, width):
    groups = []
    while True:
        index, rest = divmod(index, 1000)
        groups.insert(0, f"{rest:03}" if not groups else f"x{rest:03}")
        if not index:
            break
    return f"tile/{level}/{'/'.join(groups)}" + (f".p/{width}" if width < 256 else "")


# --- Fetching ---------------------------------------------------------------------------------------------------------

class Log:
    def __init__(self, url):
        self.url = urllib.parse.urlsplit(url.rstrip("/"))
        kind = http.client.HTTPSConnection if self.url.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(self.url.netloc, timeout=30)
        self.fetched = 0

    def request(self, path):
        target = f"{self.url.path}/{path}"
        for attempt in (1, 2):  # a kept connection may have been closed meanwhile
            try:
                self.connection.request("GET", target, headers={"Accept-Encoding": "gzip, identity"})
                response = self.connection.getresponse()
                body = response.read()
                break
            except (OSError, http.client.HTTPException) as error:
                self.connection.close()
                if attempt == 2:
                    raise Unreachable(f"{self.url.geturl()}/{path}: {error}") from None
        if response.status == 200 and response.headers.get("Content-Encoding", "identity") == "gzip":
            body = gzip.decompress(body)
        return response, body

    def fetch(self, path, content_type):
        response, body = self.request(path)
        if response.status in (404, 410):
            return None
        if response.status != 200:
            raise Unreachable(f"{path}: HTTP {response.status}")
        found = response.headers.get("Content-Type", "")
        if found.replace(" ", "").lower() != content_type.replace(" ", ""):
            raise Wrong(f"{path} is served as {found!r}, not {content_type!r}")
        self.fetched += 1
        return body

    def checkpoint(self):
        body = self.fetch("checkpoint", "text/plain; charset=utf-8")
        if body is None:
            raise Wrong("there is no checkpoint")
        return body

    def tile(self, level, index, width):
        """A tile or bundle; a partial one may have given way to the full one."""
        path = tile_path(level, index, width)
        body = self.fetch(path, "application/octet-stream")
        if body is not None:
            return path, width, body
        if width < 256:
            path = tile_path(level, index, 256)
            body = self.fetch(path, "application/octet-stream")
        if body is None:
            raise Wrong(f"{path} is missing")
        return path, 256, body

    def entries(self, index, width):
        path, promised, body = self.tile("entries", index, width)
        entries, at = [], 0
        while at < len(body):
            length = int.from_bytes(body[at:at + 2], "big")
            if at + 2 + length > len(body):
                raise Wrong(f"{path} ends in the middle of entry {len(entries)}")
            entries.append(body[at + 2:at + 2 + length])
            at += 2 + length
        if len(entries) != promised:
            raise Wrong(f"{path} holds {len(entries)} entries")
        return entries[:width]

    def hashes(self, level, index, width):
        path, promised, body = self.tile(level, index, width)
        if len(body) != 32 * promised:
            raise Wrong(f"{path} is {len(body)} bytes long, not {32 * promised}")
        return [body[i:i + 32] for i in range(0, 32 * width, 32)]


def tiles_of(count):
    """The index and width of each tile of a level of so many hashes."""
    for index in range((count + 255) // 256):
        yield index, min(256, count - 256 * index)


def check_log(log, size, root):
    """Fetches everything there is of a tree of this size; gives its leaf hashes."""
    leaves = []
    for index, width in tiles_of(size):
        leaves += [leaf_hash(entry) for entry in log.entries(index, width)]

    level, expected = 0, leaves
    while expected:
        for index, width in tiles_of(len(expected)):
            found = log.hashes(level, index, width)
            for i, hash_ in enumerate(found):
                wanted = expected[256 * index + i]
                if hash_ != wanted:
                    raise Wrong(f"{tile_path(level, index, width)}, hash {i}: expected {wanted.hex()}, found {hash_.hex()}")
        # Only full tiles have a place on the level above.
        expected = [tree_hash(expected[i:i + 256]) for i in range(0, len(expected) - 255, 256)]
        level += 1

    if tree_hash(leaves) != root:
        raise Wrong(f"the entries have the root {tree_hash(leaves).hex()}, the checkpoint says {root.hex()}")
    return leaves


def check_absent(log, size):
    """What is not in the tree must not be served: empty tiles, and paths spelled in another way."""
    if size % 256 == 0:
        beyond = [tile_path(0, size // 256, 1), tile_path("entries", size // 256, 1)]
    else:
        beyond = [tile_path(0, size // 256, 256), tile_path("entries", size // 256, 256)]
    for path in beyond + ["tile/0/x000/000", "tile/00/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/64/000", "tile/0/0"]:
        response, _ = log.request(path)
        # The log may have grown since its checkpoint was read, so a tile beyond it is looked at again, not believed at once.
        if response.status == 200 and not (path in beyond and log_has_grown(log, size)):
            raise Wrong(f"{path} is served, but is no tile of this log")


def log_has_grown(log, size):
    return log.checkpoint().split(b"\n")[1] != str(size).encode()


def check_kept(log, state, origin, size, leaves):
    """The promise of the checkpoint seen last time."""
    if state["origin"] != origin:
        raise Forked(f"this is another log: last time it was {state['origin']}")
    if state["size"] > size:
        raise Forked(f"the log has {size} entries; it had signed {state['size']}")
    then = tree_hash(leaves[:state["size"]])
    if then.hex() != state["root"]:
        raise Forked(f"its first {state['size']} entries now have the root {then.hex()}; it had signed {state['root']}")
    # Partial tiles of a size that had a checkpoint stay, unless the full one came to be.
    level, count = 0, state["size"]
    while count:
        if count % 256:
            log.hashes(level, count // 256, count % 256)
        level, count = level + 1, count // 256
    if state["size"] % 256:
        log.entries(state["size"] // 256, state["size"] % 256)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("url", help="the log's prefix, such as https://example.org/log")
    arguments.add_argument("vkey", help="its verifier key: name+hash+base64")
    arguments.add_argument("--state", help="a file that remembers the checkpoint from one run to the next")
    options = arguments.parse_args()
    if not options.url.startswith(("http://", "https://")):
        arguments.error("the URL begins with http:// or https://")
    try:
        read_vkey(options.vkey)
    except (ValueError, binascii.Error) as error:
        arguments.error(f"that is not a verifier key: {error}")

    try:
        log = Log(options.url)
        signed = log.checkpoint()
        origin, size, root = open_checkpoint(signed, options.vkey)
        state = None
        if options.state and os.path.exists(options.state):
            with open(options.state, encoding="utf-8") as file:
                state = json.load(file)
            if state["size"] > size or state["origin"] != origin:
                check_kept(log, state, origin, size, [])
        leaves = check_log(log, size, root)
        check_absent(log, size)
        grown = ""
        if state:
            check_kept(log, state, origin, size, leaves)
            grown = f", extends the {state['size']} seen before"
        if options.state:
            with open(options.state + ".new", "w", encoding="utf-8") as file:
                json.dump({"origin": origin, "size": size, "root": root.hex(), "checkpoint": signed.decode()}, file, indent=2)
            os.replace(options.state + ".new", options.state)
        print(f"{origin}: {size} entries, root {base64.b64encode(root).decode()}, {log.fetched} resources read{grown}: all right")
        return 0
    except (Wrong, Unreachable) as fault:
        print(f"{options.url}: {fault}", file=sys.stderr)
        return fault.code


if __name__ == "__main__":
    sys.exit(main())
