import csv
import sys

with open(sys.argv[1], newline="", encoding="utf-8") as file:
    print(sum(len(row) for row in csv.reader(file)))
