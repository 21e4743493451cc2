from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.errors import InputError, UsageError
from claimgraph.remote.credentials import Credentials, find

URL = "https://store.example:7200/repositories/claims"


@pytest.fixture(autouse=True)
def _no_netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))


def netrc(tmp_path: Path, text: str) -> dict[str, str]:
    path = tmp_path / "netrc"
    path.write_text(text)
    path.chmod(0o600)
    return {"NETRC": str(path)}


def test_without_any_there_are_none() -> None:
    assert find(URL, environ={}) is None


@pytest.mark.parametrize(("environ", "expected"), [
    ({"CLAIMGRAPH_USER": "ann", "CLAIMGRAPH_PASSWORD": "p"}, Credentials("basic", "p", "ann")),
    ({"CLAIMGRAPH_TOKEN": "t"}, Credentials("bearer", "t")),
    ({"CLAIMGRAPH_API_KEY": "k"}, Credentials("api-key", "k")),
    ({"CLAIMGRAPH_API_KEY": "k", "CLAIMGRAPH_API_KEY_HEADER": "X-Key"},
     Credentials("api-key", "k", header="X-Key")),
])  # fmt: skip
def test_the_environment_gives_credentials(environ: dict[str, str], expected: Credentials) -> None:
    assert find(URL, environ=environ) == expected


def test_netrc_gives_credentials_for_its_host_only(tmp_path: Path) -> None:
    environ = netrc(tmp_path, "machine store.example login ann password p\n")
    assert find(URL, environ=environ) == Credentials("basic", "p", "ann")
    assert find("https://other.example/", environ=environ) is None


def test_the_environment_comes_before_netrc(tmp_path: Path) -> None:
    environ = netrc(tmp_path, "machine store.example login ann password p\n")
    found = find(URL, environ={**environ, "CLAIMGRAPH_USER": "bob"})
    assert found is not None
    assert found.user == "bob"


def test_a_chosen_scheme_passes_others_over() -> None:
    environ = {"CLAIMGRAPH_TOKEN": "t", "CLAIMGRAPH_USER": "ann", "CLAIMGRAPH_PASSWORD": "p"}
    assert find(URL, "digest", environ) == Credentials("digest", "p", "ann")


def test_a_chosen_scheme_without_credentials_is_refused() -> None:
    with pytest.raises(UsageError, match="no credentials for bearer"):
        find(URL, "bearer", {})


def test_a_scheme_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="'kerberos' is no kind of login"):
        find(URL, "kerberos", {})


def test_a_broken_netrc_is_named_without_its_words(tmp_path: Path) -> None:
    environ = netrc(tmp_path, "machine store.example login ann passwort sesame-secret\n")
    with pytest.raises(InputError, match=r"netrc:1: this is not a netrc file") as caught:
        find(URL, environ=environ)
    assert "sesame-secret" not in str(caught.value)


def test_credentials_do_not_show_their_secret() -> None:
    assert "sesame" not in f"{Credentials('basic', 'sesame', 'ann')!r}"
