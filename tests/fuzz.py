"""Runs every fuzz target over its corpus and then for a while: prints TAP.

fuzz.py [--seconds N] [--grow] BUILD [TARGET...]
A corpus is tests/data/fuzz/TARGET. Findings go to BUILD/findings; --grow keeps new inputs there.
"""

import argparse
import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent.parent


def run(target, args):
    name = target.name.removeprefix("fuzz_")
    work = pathlib.Path(args.build) / "findings" / name
    work.mkdir(parents=True, exist_ok=True)
    corpus = ROOT / "tests" / "data" / "fuzz" / name
    seeds = [str(corpus)] if corpus.is_dir() else []
    grown = work / "grown"
    grown.mkdir(exist_ok=True)
    command = [str(target), f"-max_total_time={args.seconds}", "-timeout=10", "-rss_limit_mb=2048",
               f"-artifact_prefix={work}/", "-print_final_stats=0", "-verbosity=0",
               str(grown), *seeds]
    result = subprocess.run(command, capture_output=True, text=True, errors="replace",
                            env=os.environ | {"ASAN_OPTIONS": "detect_leaks=1"})
    if not args.grow:
        for path in grown.iterdir():
            path.unlink()
    return name, result, bool(seeds)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--grow", action="store_true")
    parser.add_argument("build")
    parser.add_argument("targets", nargs="*")
    args = parser.parse_args()
    targets = sorted(p for p in pathlib.Path(args.build).rglob("fuzz_*")
                     if p.is_file() and os.access(p, os.X_OK)
                     and (not args.targets or p.name.removeprefix("fuzz_") in args.targets))
    failed = 0
    with ThreadPoolExecutor(max_workers=os.cpu_count() * 4) as pool:
        for i, (name, result, seeded) in enumerate(pool.map(lambda t: run(t, args), targets), 1):
            ok = result.returncode == 0 and seeded
            failed += not ok
            print(f"{'ok' if ok else 'not ok'} {i} - {name}", flush=True)
            if not seeded:
                print("# no corpus")
            if result.returncode:
                print("\n".join("# " + line for line in result.stderr.splitlines()[-60:]))
    print(f"1..{len(targets)}")
    return failed > 0 or not targets


sys.exit(main())
