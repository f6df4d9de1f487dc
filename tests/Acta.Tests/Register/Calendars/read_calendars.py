"""Reads calendars with Debian's python3-icalendar and prints each event as a line of JSON."""
import datetime
import json
import sys

import icalendar


def date(value):
    if value is None:
        return None
    if isinstance(value.dt, datetime.datetime):
        return value.dt.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.dt.isoformat()


def text(event, name):
    value = event.get(name)
    return None if value is None else str(value)


for name in sys.argv[1:]:
    with open(name, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    assert not calendar.errors, calendar.errors
    for event in calendar.walk("VEVENT"):
        assert not event.errors, event.errors
        categories = event.get("CATEGORIES")
        print(json.dumps({
            "calendar": str(calendar["X-WR-CALNAME"]), "uid": text(event, "UID"), "sequence": int(event["SEQUENCE"]), "status": text(event, "STATUS"),
            "stamp": date(event["DTSTAMP"]), "modified": date(event["LAST-MODIFIED"]), "start": date(event["DTSTART"]), "end": date(event.get("DTEND")),
            "summary": text(event, "SUMMARY"), "description": text(event, "DESCRIPTION"), "location": text(event, "LOCATION"), "comment": text(event, "COMMENT"),
            "categories": [str(c) for c in categories.cats] if categories else [], "url": text(event, "URL"), "parent": text(event, "RELATED-TO"),
        }, ensure_ascii=False, sort_keys=True))
