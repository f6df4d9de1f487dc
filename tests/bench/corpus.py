"""The 37,211 posts as the two programs under measure want them: a JSON Feed, and a Hugo site."""
import datetime, gzip, json, os


def posts(path, limit=None):
    """The posts, or as many of them, spread over the whole file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        if limit is not None:
            all = lines.readlines()
            lines = [all[n * len(all) // limit] for n in range(limit)] if limit < len(all) else all
        for line in lines:
            post = json.loads(line)
            # One post says 2003-19-11; both programs get it without a date, since Acta refuses what is no date.
            if post["date"] and not is_date(post["date"]):
                post["date"] = None
            yield post


def is_date(text):
    try:
        return bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def feed(path, out, limit=None):
    with open(out, "w", encoding="utf-8") as f:
        f.write('{"version":"https://jsonfeed.org/version/1.1","title":"Archive","home_page_url":"https://old.example.org/","items":[\n')
        for n, p in enumerate(posts(path, limit)):
            item = {
                "id": p["id"],
                "url": f"https://old.example.org/{p['lang']}/{p['id']}.html",
                "title": p["title"],
                "content_html": p["html"],
                "language": p["lang"],
                "tags": [p["kind"]],
                "_acta": {"group": p["group"]},
            }
            if p["date"]:
                item["date_published"] = p["date"] + "T00:00:00Z"
            f.write((",\n" if n else "") + json.dumps(item, ensure_ascii=False))
        f.write("\n]}\n")


SINGLE = """<!doctype html><html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Summary | plainify | truncate 200 }}"><link rel="canonical" href="{{ .Permalink }}">
{{ range .Translations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">{{ end }}</head>
<body><header><a href="{{ .Site.Home.RelPermalink }}">{{ .Site.Title }}</a></header><main><h1>{{ .Title }}</h1>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>{{ .Content }}</main>
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav></body></html>
"""
LIST = """<!doctype html><html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><main><h1>{{ .Title }}</h1>
{{ $p := .Paginate .RegularPages 25 }}<ul>{{ range $p.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2 January 2006" }} {{ .Summary | plainify | truncate 200 }}</li>{{ end }}</ul>
{{ if $p.HasPrev }}<a href="{{ $p.Prev.URL }}">newer</a>{{ end }}{{ if $p.HasNext }}<a href="{{ $p.Next.URL }}">older</a>{{ end }}</main></body></html>
"""


def hugo(path, out, limit=None):
    languages = {}
    for p in posts(path, limit):
        lang = p["lang"]
        languages.setdefault(lang, 0)
        languages[lang] += 1
        folder = os.path.join(out, "content", lang, "news")
        os.makedirs(folder, exist_ok=True)
        name = p["group"].replace("/", "-").replace(".", "-").lower()
        front = {"title": p["title"] or "Untitled", "date": p["date"] or "1997-01-01", "tags": [p["kind"]], "translationKey": p["group"]}
        with open(os.path.join(folder, name + ".html"), "w", encoding="utf-8") as f:
            f.write(json.dumps(front, ensure_ascii=False) + "\n" + p["html"].replace("{{", "{ {"))
    layouts = os.path.join(out, "layouts", "_default")
    os.makedirs(layouts, exist_ok=True)
    open(os.path.join(layouts, "single.html"), "w").write(SINGLE)
    open(os.path.join(layouts, "list.html"), "w").write(LIST)
    order = sorted(languages, key=lambda l: (l != "en", l))
    config = {
        "baseURL": "https://hugo.example.org/", "title": "Archive", "defaultContentLanguage": "en", "defaultContentLanguageInSubdir": True,
        "disableKinds": ["taxonomy", "term"],
        "languages": {l: {"weight": n + 1, "title": "Archive", "contentDir": f"content/{l}", "languageName": l} for n, l in enumerate(order)},
    }
    json.dump(config, open(os.path.join(out, "config.json"), "w"))

