"""The measurements as lines for a terminal, as JSON and as a Markdown table."""
import json
import os
import statistics
import time

UNITS = {"ms": 1e3, "us": 1e6, "ns": 1e9}
OTHERS = {"c": "C", "jetbrains": "jetbrains npy", "openlca": "openLCA npy", "djl": "DJL"}


class Report:
    """Rows by case, in the order of the table of cases."""

    def __init__(self, machine, cases):
        self.machine, self.cases, self.rows = machine, cases, {}

    def add(self, name, times, notes):
        case = self.cases[name]
        base = times.get("partner") or times.get("numpy")
        ratios = sorted(ours / theirs for ours, theirs in zip(times["npyio"], base)) if base else None
        medians = {who: statistics.median(all_times) for who, all_times in times.items()}
        self.rows[name] = {
            "seconds": medians,
            "ratio": statistics.median(ratios) if ratios else None,
            "spread": [ratios[0], ratios[-1]] if ratios else None,
            "goal": self.goal(case),
            "gbs": case.mib * (1 << 20) / medians["npyio"] / 1e9 if case.mib and self.machine["scale"] == 1 else None,
            "millions": case.records / self.machine["scale"] / medians["npyio"] / 1e6 if case.records else None,
            "notes": notes,
            "rounds": self.machine["rounds"],
            "date": time.strftime("%Y-%m-%d"),
        }

    def goal(self, case):
        """Goals are for Java 25; before 22, memory is mapped differently and 1.3 times the goal is allowed."""
        return case.goal and round(case.goal * (1.3 if self.machine["feature"] < 22 else 1), 3)

    def heading(self):
        return "Java %(java)s; NumPy %(numpy)s, Python %(python)s; %(cpu)s, %(cores)s cores, %(system)s\n" % self.machine + (
            "medians of %(rounds)d rounds; fixed heap, touched beforehand, but for -cold; sizes divided by %(scale)d\n" % self.machine
        ) + "%-17s %9s %9s    %6s %5s %-13s %4s %6s" % (
            "case", "npyio", "other", "ratio", "goal", "spread", "", "GB/s")

    def line(self, name):
        case, row = self.cases[name], self.rows[name]
        seconds = row["seconds"]
        base = seconds.get("partner", seconds.get("numpy"))
        others = "  ".join("%s %s%s" % (who, self.time(case, seconds[who]), "!" if quicker(row, who) else "")
                           for who in OTHERS if who in seconds)
        others += "".join("  (%s)" % note for note in row["notes"].values())
        return "%-17s %9s %9s %s %6s %5s %-13s %4s %6s  %s" % (
            name, self.time(case, seconds["npyio"]), self.time(case, base), case.per,
            number(row["ratio"]), number(row["goal"]), spread(row), met(row), rate(row), others)

    def time(self, case, seconds):
        return "" if seconds is None else "%.1f" % (seconds * UNITS[case.per])

    def write(self, page):
        name = "java-%d" % self.machine["feature"]
        self.rows = {**self.kept(data_path(page, name)), **self.rows}
        publish(page, name, {"machine": self.machine, "rows": self.ordered()}, self.markdown())

    def kept(self, path):
        if not os.path.exists(path):
            return {}
        with open(path) as file:
            return json.load(file)["rows"]

    def ordered(self):
        return {name: self.rows[name] for name in self.cases if name in self.rows}

    def rounds(self):
        """The numbers of rounds of all rows, since some may have been measured again at another time."""
        least, most = (find(row["rounds"] for row in self.rows.values()) for find in (min, max))
        return "%d" % most if least == most else "%d to %d" % (least, most)

    def markdown(self):
        lines = [
            "Java %(java)s, NumPy %(numpy)s on Python %(python)s, %(cpu)s with %(cores)d cores, %(system)s. " % self.machine
            + "Medians of %s rounds." % self.rounds(),
            "",
            "| case | npyio | GB/s | NumPy | ratio (spread) | goal | " + " | ".join(OTHERS.values()) + " |",
            "| --- | --: | --: | --: | --: | --: |" + " --: |" * len(OTHERS),
        ]
        for name, row in self.ordered().items():
            case, seconds = self.cases[name], row["seconds"]
            cells = [
                case.what, self.unit(case, seconds["npyio"]), rate(row),
                self.unit(case, seconds.get("partner", seconds.get("numpy"))) + (" ¹" if "partner" in seconds else ""),
                "%s (%s)" % (number(row["ratio"]), spread(row)) if row["ratio"] else "",
                ("≤ %s %s" % (number(row["goal"]), met(row))).strip() if row["goal"] else "",
                *(self.other(case, row, who) for who in OTHERS),
            ]
            lines.append("| " + " | ".join(cells) + " |")
        notes = ["- %s, %s: `%s`" % (OTHERS[who], self.cases[name].what, note)
                 for name, row in self.ordered().items() for who, note in row["notes"].items()]
        return "\n".join(lines + ["", '¹ Time of npyio for the operation named after "against". **Bold**: a JVM library that '
                                  "was faster.", "", *notes, ""]).rstrip("\n") + "\n"

    def other(self, case, row, who):
        said = self.unit(case, row["seconds"].get(who)) or told(row["notes"].get(who))
        return "**%s**" % said if quicker(row, who) else said

    def unit(self, case, seconds):
        return "" if seconds is None else "%s %s" % (self.time(case, seconds), case.per.replace("us", "µs"))


def data_path(page, name):
    """Beside docs/performance.md, docs/performance/NAME.json."""
    return os.path.join(os.path.splitext(page)[0], name + ".json")


def publish(page, name, data, table):
    """Writes the data as JSON, and the table into the page, between its marks."""
    path = data_path(page, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        json.dump(data, file, indent=1)
        file.write("\n")
    with open(page) as file:
        before, found, rest = file.read().partition("<!-- %s -->\n" % name)
    _, end, after = rest.partition("<!-- end -->")
    if not found or not end:
        raise ValueError("%s has no lines <!-- %s --> and <!-- end -->" % (page, name))
    with open(page, "w") as file:
        file.write(before + found + "\n" + table + "\n" + end + after)


def quicker(row, who):
    """Whether a JVM library was faster, by more than the noise."""
    return who != "c" and row["seconds"].get(who, 1e9) < 0.95 * row["seconds"]["npyio"]


def told(note):
    """A word for the failure; the JSON has it in full."""
    return "" if note is None else "wrong" if " differs: " in note else "fails"


def number(value, digits=2):
    return "" if value is None else "%.*f" % (digits, value)


def rate(row):
    return "%.0f M/s" % row["millions"] if row.get("millions") else number(row["gbs"], 1)


def spread(row):
    return "" if row["spread"] is None else "%.2f–%.2f" % tuple(row["spread"])


def met(row):
    if row["ratio"] is None or row["goal"] is None:
        return ""
    return "✓" if round(row["ratio"], 2) <= round(row["goal"], 2) else "✗"
