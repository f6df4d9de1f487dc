"""The table that ./bench prints: what was measured, the goal, ours, the peer's, and whether it is reached."""
import datetime, os, platform, subprocess


class Table:
    def __init__(self):
        self.rows = []
        self.notes = []

    def baseline(self, what, measured):
        """A figure of the machine or of a peer, without a goal."""
        self.rows.append((what, "", "", measured, "", ""))
        print(f"  {what}: {measured}", flush=True)

    def ours(self, what, measured):
        """A figure of ours without a goal, for orientation."""
        self.rows.append((what, "", measured, "", "", ""))
        print(f"  {what}: {measured}", flush=True)

    def goal(self, what, goal, ours, passed, peer="", ratio=""):
        self.rows.append((what, goal, ours, peer, ratio, "pass" if passed else "FAIL"))
        print(f"  {what}: {ours}" + (f" against {peer}, {ratio}" if peer else "") + f" (goal {goal}) {'pass' if passed else 'FAIL'}", flush=True)

    def skipped(self, what, why):
        self.rows.append((what, "", "not measured", "", "", "skipped"))
        self.notes.append(f"{what}: skipped, {why}.")
        print(f"  {what}: skipped, {why}", flush=True)

    def note(self, sentence):
        self.notes.append(sentence)

    def print(self, words):
        head = ("what", "goal", "ours", "peer", "ratio", "")
        rows = [head, *self.rows]
        widths = [max(len(r[i]) for r in rows) for i in range(len(head))]
        print(f"\n{machine()}\n{datetime.date.today():%Y-%m-%d}, commit {commit()}, ./bench {' '.join(words)}".rstrip() + "\n")
        for n, row in enumerate(rows):
            print("| " + " | ".join(c.ljust(w) for c, w in zip(row, widths)) + " |")
            if n == 0:
                print("|" + "|".join("-" * (w + 2) for w in widths) + "|")
        for note in self.notes:
            print("\n" + note)
        failed = sum(r[5] == "FAIL" for r in self.rows)
        passed = sum(r[5] == "pass" for r in self.rows)
        skipped = sum(r[5] == "skipped" for r in self.rows)
        print(f"\n{passed} goals reached, {failed} missed, {skipped} skipped")
        return failed == 0


def machine():
    model = platform.processor() or platform.machine()
    try:
        for line in open("/proc/cpuinfo"):
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
        memory = int(open("/proc/meminfo").readline().split()[1]) // 2**20
    except OSError:
        memory = 0
    load = os.getloadavg()[0]
    return f"{model}, {os.cpu_count()} cores, {memory} GB, {platform.system()} {platform.release()}; load before: {load:.1f}"


def commit():
    here = os.path.dirname(os.path.abspath(__file__))
    try:
        name = subprocess.run(["git", "-C", here, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
        changed = subprocess.run(["git", "-C", here, "status", "--porcelain", "--untracked-files=no"], capture_output=True, text=True).stdout.strip()
        return name + (" with changes" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
