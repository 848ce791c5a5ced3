"""The measurements as lines for a terminal, as JSON and as a Markdown table."""
import json
import os
import re
import statistics
import time

UNITS = {"ms": 1e3, "us": 1e6, "ns": 1e9}
OTHERS = {"c": "C", "jetbrains": "jetbrains npy", "openlca": "openLCA npy", "djl": "DJL"}
PEERS = [who for who in OTHERS if who != "c"]
POLLUTED = 1.3  # the goal for the time in a JVM that has used everything before, divided by that in a new one


class Report:
    """Rows by case, in the order of the table of cases."""

    def __init__(self, machine, cases):
        self.machine, self.cases, self.rows = machine, cases, {}

    def add(self, name, times, notes):
        case = self.cases[name]
        ratio, spread = relative(times["npyio"], times.get("partner") or times.get("numpy"))
        medians = {who: statistics.median(all_times) for who, all_times in times.items()}
        self.rows[name] = {
            "seconds": medians,
            "ratio": ratio,
            "spread": spread,
            "goal": self.goal(case.goal),
            "of_c": relative(times["npyio"], times.get("c"))[0],
            "goal_of_c": self.goal(case.of_c),
            "polluted": relative(times.get("polluted"), times.get("clean"))[0],
            "gbs": self.gbs(case, medians["npyio"]),
            "gbs_c": self.gbs(case, medians.get("c")),
            "millions": case.records / self.machine["scale"] / medians["npyio"] / 1e6 if case.records else None,
            "notes": notes,
            "rounds": self.machine["rounds"],
            "date": time.strftime("%Y-%m-%d"),
        }

    def gbs(self, case, seconds):
        return case.mib * (1 << 20) / seconds / 1e9 if case.mib and seconds and self.machine["scale"] == 1 else None

    def goal(self, goal):
        """Goals are for Java 25; before 22, memory is mapped differently and 1.3 times the goal is allowed."""
        return goal and round(goal * (1.3 if self.machine["feature"] < 22 else 1), 3)

    def heading(self):
        return "Java %(java)s; NumPy %(numpy)s, Python %(python)s; " % self.machine + self.hardware() + (
            "\nmedians of %(rounds)d rounds; fixed heap, touched beforehand, but for -cold; sizes divided by %(scale)d\n" % self.machine
        ) + "%-17s %9s %9s    %6s %5s %-13s %4s %6s" % (
            "case", "npyio", "other", "ratio", "goal", "spread", "", "GB/s") + "  of C, polluted"

    def hardware(self):
        """The processor and the system; virtual machines may not tell the caches."""
        known = ("%(cpu)s with %(cores)d cores" % self.machine, self.machine["caches"], self.machine["system"])
        return ", ".join(filter(None, known))

    def line(self, name):
        case, row = self.cases[name], self.rows[name]
        seconds = row["seconds"]
        base = seconds.get("partner", seconds.get("numpy"))
        others = "%s%s  %s%s  " % (number(row["of_c"]), met(row["of_c"], row["goal_of_c"]),
                                   number(row["polluted"]), met(row["polluted"], POLLUTED))
        others += "  ".join("%s %s%s" % (who, self.time(case, seconds[who]), "!" if quicker(row, who) else "")
                           for who in OTHERS if who in seconds)
        others += "".join("  (%s)" % note for note in row["notes"].values())
        return "%-17s %9s %9s %s %6s %5s %-13s %4s %6s  %s" % (
            name, self.time(case, seconds["npyio"]), self.time(case, base), case.per,
            number(row["ratio"]), number(row["goal"]), spread(row), met(row["ratio"], row["goal"]), rate(row), others)

    def time(self, case, seconds):
        return "" if seconds is None else "%.1f" % (seconds * UNITS[case.per])

    def write(self, page):
        name = "java-%(feature)d" % self.machine
        here = of_machine(name, self.machine)
        self.rows = {**self.kept(data_path(page, here)), **self.rows}
        for case, row in self.rows.items():  # of rows measured before, too
            row["goal"], row["goal_of_c"] = self.goal(self.cases[case].goal), self.goal(self.cases[case].of_c)
        publish(page, name, self.machine, {"machine": self.machine, "rows": self.ordered()}, self.markdown())

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

    def memory(self):
        """What STREAM says of the memory, if it was measured."""
        row = self.rows.get("stream-triad")
        if not row or row["gbs"] is None:
            return ""
        return " STREAM triad: %s GB/s in Java, %s in C." % (number(row["gbs"], 1), number(row["gbs_c"], 1) or "?")

    def markdown(self):
        columns = ["case", "npyio", "GB/s", "NumPy", "of NumPy (spread)", "goal", "C", "of C", "polluted",
                   *(OTHERS[who] for who in PEERS)]
        lines = [
            "Java %(java)s, NumPy %(numpy)s on Python %(python)s, " % self.machine + self.hardware()
            + ". Medians of %s rounds.%s" % (self.rounds(), self.memory()),
            "",
            "| " + " | ".join(columns) + " |",
            "| --- |" + " --: |" * (len(columns) - 1),
        ]
        for name, row in self.ordered().items():
            lines.append("| " + " | ".join(self.cells(self.cases[name], row)) + " |")
        notes = ["- %s, %s: `%s`" % (OTHERS[who], self.cases[name].what, note)
                 for name, row in self.ordered().items() for who, note in row["notes"].items()]
        return "\n".join(lines + ["", '¹ Time of npyio for the operation named after "against". **Bold**: a JVM library that '
                                  "was faster.", "", *notes, ""]).rstrip("\n") + "\n"

    def cells(self, case, row):
        seconds = row["seconds"]
        return [
            case.what, self.unit(case, seconds["npyio"]), rate(row),
            self.unit(case, seconds.get("partner", seconds.get("numpy"))) + (" ¹" if "partner" in seconds else ""),
            "%s (%s)" % (number(row["ratio"]), spread(row)) if row["ratio"] else "",
            held(row["ratio"], row["goal"]),
            self.unit(case, seconds.get("c")),
            (number(row.get("of_c")) + " " + held(row.get("of_c"), row.get("goal_of_c"))).strip(),
            (number(row.get("polluted")) + " " + met(row.get("polluted"), POLLUTED)).strip(),
            *(self.other(case, row, who) for who in PEERS),
        ]

    def other(self, case, row, who):
        said = self.unit(case, row["seconds"].get(who)) or told(row["notes"].get(who))
        return "**%s**" % said if quicker(row, who) else said

    def unit(self, case, seconds):
        return "" if seconds is None else "%s %s" % (self.time(case, seconds), case.per.replace("us", "µs"))


def data_path(page, name):
    """Beside docs/performance.md, docs/performance/NAME.json."""
    return os.path.join(os.path.splitext(page)[0], name + ".json")


def of_machine(name, machine):
    """NAME and the machine as one word: java-25-amd-epyc-7763-2-cores."""
    plain = re.sub(r"\((R|TM)\)|\b(CPU|Processor)\b", "", machine["cpu"], flags=re.IGNORECASE)
    return "-".join([name, *re.findall(r"[a-z0-9.]+", plain.lower()), "%d-cores" % machine["cores"]])


def publish(page, name, machine, data, table):
    """Writes the data of a machine as JSON, and the table into the page, in place of its last one or after all others."""
    here = of_machine(name, machine)
    path = data_path(page, here)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        json.dump(data, file, indent=1)
        file.write("\n")
    with open(page) as file:
        text = file.read()
    part = "<!-- %s -->\n\n%s\n<!-- end -->\n" % (here, table)
    if "<!-- %s -->\n" % here in text:
        before, _, rest = text.partition("<!-- %s -->\n" % here)
        _, _, after = rest.partition("<!-- end -->\n")
        text = before + part + after
    else:
        before, found, after = text.partition("<!-- more %s -->\n" % name)
        if not found:
            raise ValueError("%s has no line <!-- more %s -->" % (page, name))
        text = before + "### %(cpu)s, %(cores)d cores, Java %(feature)d\n\n" % machine + part + "\n" + found + after
    with open(page, "w") as file:
        file.write(text)


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


def relative(ours, theirs):
    """The median of the ratios within the rounds, and their spread."""
    if not ours or not theirs:
        return None, None
    ratios = sorted(one / other for one, other in zip(ours, theirs))
    return statistics.median(ratios), [ratios[0], ratios[-1]]


def met(ratio, goal):
    if ratio is None or goal is None:
        return ""
    return "✓" if round(ratio, 2) <= round(goal, 2) else "✗"


def held(ratio, goal):
    return ("≤ %s %s" % (number(goal), met(ratio, goal))).strip() if goal else ""
