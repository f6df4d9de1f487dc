"""The check before release on real translations: planted changes that it finds, and findings where nobody changed anything."""
import json, os, subprocess
from measure import ROOT, Failed

CHECKER = os.path.join(ROOT, ".build", "bench", "Acta.Bench")


def agreement(table, archive):
    pairs = 500 if archive.quick else 1500
    # The other half of the groups is for improving the check: --half tune.
    done = subprocess.run([CHECKER, "checks", "--posts", archive.posts, "--pairs", str(pairs), "--seed", "20", "--half", "report"], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(done.stderr[-2000:])
    measured = json.loads(done.stdout)
    sorts, all, kinds = measured["bySort"], measured["all"], measured["byKind"]
    told = {s: sorts[s] for s in ("number", "date", "word") if s in sorts}
    found, planted = sum(s["found"] for s in told.values()), sum(s["planted"] for s in told.values())
    table.goal("changes planted into numbers and dates, found", "≥ 90%", f"{found} of {planted}, {found / planted:.1%}", found >= 0.9 * planted)
    for sort, name in (("number", "numbers in digits"), ("date", "dates"), ("word", "numbers in words"), ("version", "versions and identifiers (beyond the goal)")):
        if sort in sorts:
            table.ours(f"  {name}", f"{sorts[sort]['found']} of {sorts[sort]['planted']}, {sorts[sort]['found'] / sorts[sort]['planted']:.1%}")
    for sort, name in (("name exchanged: person", "persons exchanged for others"), ("name exchanged: country", "countries exchanged for others")):
        if count := measured["byMore"].get(sort):
            table.ours(f"  {name} (beyond the goal)", f"{count['found']} of {count['planted']}, {count['found'] / count['planted']:.1%}")
    table.goal("findings in pairs that nobody changed", "≤ 1 in 10 pairs", f"{all['false']} in {all['pairs']}, {all['false'] / all['pairs'] * 10:.2f} in 10", all["false"] * 10 <= all["pairs"])
    table.ours("  of these: passages that the translators left as they were", f"{all['left']} in {all['pairs']} pairs")
    for kind, count in kinds.items():
        table.ours(f"  {kind}", f"{count['false'] / count['pairs'] * 10:.2f} in 10; found {count['found'] / max(1, count['planted']):.1%}")
    each = ", ".join(f"{pair} {c['found']}/{c['planted']} {c['false']}/{c['pairs']}" for pair, c in sorted(measured["byPair"].items(), key=lambda p: -p[1]["pairs"]))
    table.note(f"Check before release: {all['pairs']} pairs of real translations, half of them advisories, half news and newsletters, rare languages "
               "preferred, in the half of the groups that the check was not improved on; in each one change of a digit, a day, a month, a year or a number word. "
               "Found is what points to the changed words. Findings in unchanged pairs count as false, though many are slips of the archive's translators; "
               "findings that a passage is word for word as in the original, or in other letters, are true by what they say and counted all the same. "
               f"Each pair of languages with found/planted and false/pairs: {each}.")
