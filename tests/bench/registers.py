"""A generated register: bodies five deep, posts held one after the other, people, meetings, decisions. The same each time."""
import datetime, json, random

PEOPLE, TERMS, EVENTS, DECISIONS = 10_000, 40_000, 20_000, 30_000
ROOTS, DEPTH, STATES, POSTS, PLACES = 10, 5, 60, 5_000, 400
KINDS = ["council", "committee", "department", "group"]
SUBJECTS = ["Budget", "Staff", "Exercises", "Borders", "Training", "Statutes", "Partners", "Medals"]
SYLLABLES = "an be chi do el fa gor ha il ja ka lo mi na or pa ri sa to ul va we xi yu za".split()
CYRILLIC = "ан бе чи до ел фа гор ха ил джа ка ло ми на ор па ри са то ул ва ве кси ю за".split()


class Register:
    def __init__(self, quick=False):
        self.random = random.Random(2026)
        self.scale = 20 if quick else 1
        self.records = []
        self._names = set()
        self.places = [self._add("place", name=self._name(), classification="settlement") for _ in range(PLACES // self.scale)]
        self.states = [self._add("organization", name=self._name(), classification="state") for _ in range(STATES)]
        self.roots, self.bodies, self.below = [], [], {}
        for _ in range(ROOTS):
            level = [self._body(None)]
            self.roots.append(level[0])
            self.below[level[0]] = list(level)
            for _ in range(DEPTH):
                level = [self._body(parent) for parent in level for _ in range(2)]
                self.below[self.roots[-1]] += level
        self.posts = [self._add("post", name=self._name("Head of"), organization=self.random.choice(self.bodies), order=i % 9 + 1) for i in range(POSTS // self.scale)]
        self.people = [self._add("person", name=self._name(), gender=self.random.choice(["female", "male"])) for _ in range(PEOPLE // self.scale)]
        self.terms = []
        for post in self.posts:
            day = self._day(1990, 1996)
            for _ in range(5):
                end = day + datetime.timedelta(days=self.random.randint(400, 3000))
                self.terms.append(self._add("membership", member=self.random.choice(self.people), post=post, start=day.isoformat(), end=(end - datetime.timedelta(days=1)).isoformat() if end.year < 2026 else None))
                day = end
                if day.year >= 2026:
                    break
        while len(self.terms) < TERMS // self.scale:
            start = self._day(1990, 2020)
            self.terms.append(self._add("membership", member=self.random.choice(self.people), organization=self.random.choice(self.bodies), onBehalfOf=self.random.choice(self.states), start=start.isoformat(), end=(start + datetime.timedelta(days=self.random.randint(300, 4000))).isoformat()))
        self.events = []
        for i in range(EVENTS // self.scale):
            day = self._day(1990, 2027)
            when = {"from": day.isoformat()}
            if i % 3 == 0:
                when["to"] = (day + datetime.timedelta(days=self.random.randint(1, 5))).isoformat()
            self.events.append(self._add("event", name={"en": f"Meeting {i + 1}", "ru": f"Заседание {i + 1}"}, classification=self.random.choice(["session", "meeting", "briefing", "visit"]), organizers=[self.random.choice(self.bodies)],
                                         place=self.random.choice(self.places), when=when, status=self.random.choice([None, None, None, "moved", "cancelled"])))
        self.decisions = [self._add("decision", name={"en": f"Decision {i + 1}", "ru": f"Решение {i + 1}"}, symbol=f"D/{i + 1}", organization=self.random.choice(self.bodies), date=self._day(1990, 2026).isoformat(), event=self.random.choice(self.events),
                                    status=self.random.choice([None, None, "amended", "expired"]), subjects=self.random.sample(SUBJECTS, 2), adoption={"method": "consensus"}) for i in range(DECISIONS // self.scale)]

    def write(self, path):
        with open(path, "w", encoding="utf-8") as f:
            for record in self.records:
                f.write(json.dumps({"acta": 1, "document": record}, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")

    def _add(self, kind, **facts):
        record = {"type": kind, "v": 1, "id": self._id(), **{k: v for k, v in facts.items() if v is not None}}
        self.records.append(record)
        return record["id"]

    def _body(self, parent):
        self.bodies.append(self._add("organization", name=self._name("Body"), classification=self.random.choice(KINDS), parent=parent, founded="1985"))
        return self.bodies[-1]

    def _id(self):
        h = f"{self.random.getrandbits(128):032x}"
        return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"

    def _name(self, before=""):
        while True:
            words = [[self.random.randrange(len(SYLLABLES)) for _ in range(3)] for _ in range(2)]
            en = " ".join("".join(SYLLABLES[s] for s in w).capitalize() for w in words)
            if en not in self._names:
                break
        self._names.add(en)
        ru = " ".join("".join(CYRILLIC[s] for s in w).capitalize() for w in words)
        return {"en": f"{before} {en}".strip(), "ru": ru}

    def _day(self, first, last):
        return datetime.date(first, 1, 1) + datetime.timedelta(days=self.random.randrange((last - first + 1) * 365))
