"""The simulated population system: persons as the demo nation has them, and a drawn portrait for each."""

import hashlib
from typing import Any

from guizheng.gateways.population import Found, Photograph, SearchAnswer
from guizheng.gateways.simulators.store import Store


def person(store: Store, asked: dict[str, Any]) -> Found:
    return Found(person=store.person(asked["id_number"]))


def photograph(store: Store, asked: dict[str, Any]) -> Photograph:
    """Empty content: no photograph on file."""
    found = store.person(asked["id_number"])
    content = portrait(found.id_number) if found and found.photo_on_file else b""
    return Photograph(media_type="image/svg+xml", content=content)


def search(store: Store, asked: dict[str, Any]) -> SearchAnswer:
    """Nobody else looks like this person, unless the fault `hit` says how many do."""
    return SearchAnswer(hits=int(store.fault("population", "hit", asked["id_number"]) or 0))


def portrait(id_number: str) -> bytes:
    """A silhouette of 358 by 441, the same for the same number: nobody's face."""
    seed = hashlib.blake2b(id_number.encode(), digest_size=8, person=b"gz-portrait").digest()
    skin = ("#f3d9c3", "#ecc9ab", "#e2b893", "#d9a97f")[seed[0] % 4]
    hair = ("#1d1a18", "#2b2420", "#3a332e", "#8f8a86")[seed[1] % 4]
    coat = ("#2c3e57", "#4a3f55", "#3c5148", "#5a4038", "#333a40")[seed[2] % 5]
    width, brow = 88 + seed[3] % 14, 170 + seed[4] % 20
    left, right = 179 - width, 179 + width
    fringe = f"M{left} {brow + 30} Q179 {brow - 60} {right} {brow + 30} L{right} 160 Q179 40 {left} 160 Z"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="358" height="441" viewBox="0 0 358 441">'
        '<rect width="358" height="441" fill="#ffffff"/>'
        f'<ellipse cx="179" cy="195" rx="{width + 8}" ry="128" fill="{hair}"/>'
        '<rect x="60" y="255" width="238" height="80" fill="#ffffff"/>'
        f'<rect x="147" y="300" width="64" height="70" fill="{skin}"/>'
        f'<path d="M20 441 Q40 352 145 346 L179 372 L213 346 Q318 352 338 441 Z" fill="{coat}"/>'
        f'<ellipse cx="179" cy="222" rx="{width}" ry="112" fill="{skin}"/>'
        f'<path d="{fringe}" fill="{hair}"/>'
        "</svg>"
    ).encode()
