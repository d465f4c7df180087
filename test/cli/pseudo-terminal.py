"""Runs a program in a pseudo-terminal by the steps of a JSON list, and tells what it wrote and how it left the terminal.

Steps: {"size": [rows, columns]}, {"until": text} waits for text in what is written from then on, {"send": keys}, {"signal": number},
{"restored": true} waits for the modes that the terminal had before.
"""
import fcntl
import json
import os
import select
import struct
import subprocess
import sys
import termios
import time

PATIENCE_SECONDS = 15

steps = json.loads(sys.argv[1])
master, slave = os.openpty()


def resize(rows, columns):
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


resize(*steps[0]["size"])
before = termios.tcgetattr(slave)
child = subprocess.Popen(
    sys.argv[2:],
    stdin=slave,
    stdout=slave,
    stderr=slave,
    start_new_session=True,
    preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
)
output = b""
marks = []


def read(seconds):
    global output
    if select.select([master], [], [], seconds)[0]:
        output += os.read(master, 65536)
        return True
    return False


def until(text):
    start = marks[-1] if marks else 0
    deadline = time.monotonic() + PATIENCE_SECONDS
    while text.encode() not in output[start:]:
        if time.monotonic() > deadline:
            child.kill()
            sys.exit(f"expected {text!r}, got {output[start:].decode(errors='replace')!r}")
        read(0.1)
    marks.append(len(output))


def restored():
    deadline = time.monotonic() + PATIENCE_SECONDS
    while termios.tcgetattr(slave) != before:
        if time.monotonic() > deadline:
            child.kill()
            sys.exit("expected the modes of the terminal as they were")
        read(0.05)


for step in steps[1:]:
    if "size" in step:
        resize(*step["size"])
    elif "until" in step:
        until(step["until"])
    elif "restored" in step:
        restored()
    elif "send" in step:
        os.write(master, step["send"].encode())
    else:
        os.kill(child.pid, step["signal"])

deadline = time.monotonic() + PATIENCE_SECONDS
while child.poll() is None:
    read(0.05)
    if time.monotonic() > deadline:
        child.kill()
        sys.exit(f"expected the program to end, got {output.decode(errors='replace')!r}")
while read(0.05):
    pass
print(
    json.dumps(
        {
            "output": output.decode(),
            "marks": [len(output[:mark].decode(errors="ignore").encode("utf-16-le")) // 2 for mark in marks],
            "status": child.returncode,
            "isRestored": termios.tcgetattr(slave) == before,
        }
    )
)
