"""A row's life in python3-dirq: added, locked, read, removed."""
import sys

from dirq.QueueSimple import QueueSimple

folder, rows = sys.argv[1], int(sys.argv[2])
queue = QueueSimple(folder)
for row in range(rows):
    queue.add(f"{row}" + "x" * 320)
for name in queue:
    if queue.lock(name):
        queue.get(name)
        queue.remove(name)
