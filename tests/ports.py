"""Ports to listen at, for tests and benches."""

import itertools
import random
import socket

# Below what the kernel gives to those who connect: nobody takes one between looking and listening.
RANGE = range(10_000, 32_000)


def is_free(port):
    try:
        socket.create_server(('', port)).close()
    except OSError:
        return False
    return True


def free_ports(count):
    return list(itertools.islice(filter(is_free, random.sample(RANGE, len(RANGE))), count))
