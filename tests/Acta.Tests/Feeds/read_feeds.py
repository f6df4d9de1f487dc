"""Reads feeds as the world's feed readers do (Debian's python3-feedparser) and prints what it found, one feed a line."""
import json
import sys

import feedparser

for name in sys.argv[1:]:
    with open(name, "rb") as file:
        feed = feedparser.parse(file.read())
    print(json.dumps({
        "fault": str(feed.bozo_exception) if feed.bozo else "",
        "entries": [{"id": e.id, "link": e.link, "title": e.title} for e in feed.entries],
    }))
