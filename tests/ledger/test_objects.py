"""对象库: by digest, whole or not at all, for the owner's eyes."""

import pytest

from guizheng.ledger.objects import Folder, NoObjectError


def test_an_object_is_kept_by_its_digest_for_the_owner_alone(tmp_path):
    store = Folder(tmp_path)
    digest = store.put(b"portrait")
    assert store.put(b"portrait") == digest
    assert store.get(digest) == b"portrait"
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert oct(file.stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "0" * 64, "A" * 64])
def test_what_is_no_object_is_not_found(tmp_path, digest):
    with pytest.raises(NoObjectError):
        Folder(tmp_path).get(digest)


def test_an_altered_object_is_refused(tmp_path):
    store = Folder(tmp_path)
    digest = store.put(b"portrait")
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    file.write_bytes(b"other")
    with pytest.raises(NoObjectError, match="altered"):
        store.get(digest)
