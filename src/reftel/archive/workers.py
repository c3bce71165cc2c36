"""Processes that parse: each runs the kernel on the batches it is sent.

They are started as programs of their own and talk over pipes, and not by `multiprocessing`: so a
script needs no `if __name__ == "__main__"`, a notebook works, no lock of a thread is copied by a
fork, and a worker ends by itself when its parent is gone and its input ends.
"""

from __future__ import annotations

import contextlib
import gc
import os
import queue
import subprocess
import sys
import threading
from concurrent.futures import Future
from typing import IO, Final, Protocol

import pyarrow as pa

from reftel.archive import kernel, rows
from reftel.archive.errors import WorkerDied

Output = dict[str, pa.RecordBatch]


class Pool(Protocol):
    """Something that parses batches of messages."""

    size: int

    def submit(self, messages: pa.RecordBatch) -> Future[Output]: ...

    def close(self) -> None: ...


class Here:
    """A pool without processes: parses at once, where it is called."""

    size = 0

    def __init__(self, parser: str) -> None:
        self._parser = parser
        if parser != kernel.PARSER:
            kernel.load(parser)  # a name that means nothing is told here, and not by a process that ends

    def submit(self, messages: pa.RecordBatch) -> Future[Output]:
        """Parse a batch now."""
        done: Future[Output] = Future()
        parse, version = kernel.load(self._parser), kernel.version(self._parser)
        done.set_result(kernel.parse_batch(messages, parse, version))
        return done

    def close(self) -> None:
        """Nothing to end."""


class Workers:
    """A pool of `size` processes that parse with the function named `parser` (`module:function`)."""

    def __init__(self, size: int, parser: str) -> None:
        self.size = size
        self._tasks: queue.Queue[tuple[pa.RecordBatch, Future[Output]] | None] = queue.Queue()
        self._processes = [_start(parser) for _ in range(size)]
        self._threads = [
            threading.Thread(target=self._serve, args=(process,), daemon=True) for process in self._processes
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, messages: pa.RecordBatch) -> Future[Output]:
        """Have a batch parsed by whichever process is free next."""
        done: Future[Output] = Future()
        self._tasks.put((messages, done))
        return done

    def close(self) -> None:
        """End the processes; what is still waiting is not parsed."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._tasks.get_nowait()
        for _ in self._threads:
            self._tasks.put(None)
        for process in self._processes:
            with contextlib.suppress(OSError):
                _pipe(process.stdin).close()
        for process, thread in zip(self._processes, self._threads, strict=True):
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            thread.join()
            _pipe(process.stdout).close()

    def _serve(self, process: subprocess.Popen[bytes]) -> None:
        to, back = _pipe(process.stdin), _pipe(process.stdout)
        while task := self._tasks.get():
            messages, done = task
            try:
                send(to, messages.select(kernel.MESSAGES.names))
                out = {name: receive(back, schema) for name, schema in _BACK.items()}
                done.set_result(_whole(out, messages))
            except (OSError, ValueError, pa.ArrowException):
                reason = (
                    f"A process that parses ended (exit status {process.poll()}): killed, or out of memory."
                )
                done.set_exception(WorkerDied(f"{reason} What was reported is kept; ingest again to go on."))


_BACK: Final = kernel.OUTPUT | {"cables": rows.without(kernel.OUTPUT["cables"], "text")}
"""What comes back of a worker: all but the texts, which are here."""

_KEEP_MEMORY: Final = {
    # A worker needs the same memory for each batch: giving it back in between costs page faults.
    "MALLOC_MMAP_THRESHOLD_": str(64 * 1024 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(64 * 1024 * 1024),
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}


def _start(parser: str) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(path or os.getcwd() for path in sys.path)
    program = "import sys; from reftel.archive.workers import serve; serve(sys.argv[1])"
    return subprocess.Popen(
        [sys.executable, "-c", program, parser],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=_KEEP_MEMORY | os.environ | {"PYTHONPATH": path},
    )


def serve(parser: str) -> None:
    """The program of a worker process: parse what comes in until the input ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a plug-in prints must not come between
    parse, version = kernel.load(parser), kernel.version(parser)
    # Parsing makes many objects and no rings of them: looking for rings all the time is in vain.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    with contextlib.suppress(OSError, KeyboardInterrupt):
        while True:
            out = kernel.parse_batch(receive(source, kernel.MESSAGES), parse, version)
            out["cables"] = out["cables"].drop_columns(["text"])
            for name in _BACK:
                send(sink, out[name])


def _whole(out: Output, messages: pa.RecordBatch) -> Output:
    """Put the texts, which need not travel back, into the rows of the cables again."""
    cables, texts = out["cables"], messages.column("text")
    if cables.num_rows < messages.num_rows:
        parsed = set(cables.column("source").to_pylist())
        texts = texts.filter(pa.array([id in parsed for id in messages.column("source").to_pylist()]))
    schema = kernel.OUTPUT["cables"]
    columns = [texts if name == "text" else cables.column(name) for name in schema.names]
    return out | {"cables": pa.RecordBatch.from_arrays(columns, schema=schema)}


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


LENGTH: Final = 8
"""Bytes before each batch, which say how many follow."""


def send(pipe: IO[bytes], batch: pa.RecordBatch) -> None:
    """Send a batch without its schema, which both sides know."""
    data = batch.serialize()
    pipe.write(data.size.to_bytes(LENGTH, "little"))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes], schema: pa.Schema) -> pa.RecordBatch:
    """The next batch. Raises `BrokenPipeError` where there is none, or only a part of one."""
    size = int.from_bytes(_exactly(pipe, LENGTH), "little")
    return pa.ipc.read_record_batch(pa.py_buffer(_exactly(pipe, size)), schema)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise BrokenPipeError("the other process has ended")
    return data
