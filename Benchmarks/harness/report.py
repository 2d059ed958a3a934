"""The table, printed line by line as figures come."""

WIDTHS = [34, 30, 46, 34, 26]


class Report:
    def __init__(self, machine):
        print(machine, end="\n\n", flush=True)
        self.line("work", "floor", "peers", "rowspool", "must be")
        self.line(*["-" * width for width in WIDTHS])

    @staticmethod
    def line(*cells):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS)) + " |", flush=True)

    def row(self, work, floor, peers, ours, target, met):
        self.line(work, floor, "; ".join(peers), ours, f"{target}: {'met' if met else 'MISSED'}")

    @staticmethod
    def end():
        print("\nSeconds are wall clock, CPU seconds in brackets. Ratios are of CPU time unless they say otherwise.")


def seconds(cost):
    return f"{cost.wall:.2f} s ({cost.cpu:.2f})"


def full(cost):
    return f"{seconds(cost)}, {cost.memory:.0f} MB"
