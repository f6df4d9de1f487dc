"""Runs the parts asked for and prints the table; ./bench prepares and calls this."""
import argparse, os, shutil, sys, tempfile
import archive as archives, checks, desk, hot, media, publishing, register
from measure import ROOT, Failed
from table import Table

PARTS = {
    "baseline": archives.baseline,
    "hot": None,
    "import": archives.imported,
    "verify": archives.verified,
    "rebuild": archives.rebuilt,
    "start": archives.started,
    "uncached": archives.uncached,
    "visible": publishing.visible,
    "readers": publishing.readers,
    "checks": checks.agreement,
    "desk": desk.desk,
    "media": media.media,
    "register": register.register,
}


def main():
    parser = argparse.ArgumentParser(prog="./bench", description="Measures Acta against its peers on this machine and prints one table.",
                                     epilog="Parts: " + ", ".join(PARTS) + ". Without any: all.")
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds, 3,000 posts: to see that it runs, not to publish")
    parser.add_argument("--posts", metavar="FILE", help="the posts, one JSON object a line, gzip; without it ../shared/corpora/debian/posts.jsonl.gz")
    parser.add_argument("--keep", metavar="DIR", help="imports the archive there and keeps it; a later run with the same folder uses it as it is")
    args = parser.parse_args()
    if unknown := [p for p in args.parts if p not in PARTS]:
        parser.error(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    posts = args.posts or os.path.join(os.path.dirname(ROOT), "shared", "corpora", "debian", "posts.jsonl.gz")
    if args.posts and not os.path.exists(args.posts):
        parser.error(f"there is no file {args.posts}")
    if args.keep:
        os.makedirs(args.keep, exist_ok=True)
    table = Table()
    work = tempfile.mkdtemp(prefix="acta-bench-")
    archive = archives.Archive(posts, work, args.keep and os.path.abspath(args.keep), args.quick)
    try:
        for name in args.parts or PARTS:
            print(f"{name} …", flush=True)
            try:
                if name == "hot":
                    hot.run(table, work, args.quick)
                elif not os.path.exists(posts):
                    table.skipped(name, f"the posts are not at {posts}; name them with --posts")
                else:
                    PARTS[name](table, archive)
            except Failed as e:
                sys.exit(f"bench: {name}: {e}")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    reached = table.print(sys.argv[1:])
    sys.exit(0 if reached else 1)


main()
