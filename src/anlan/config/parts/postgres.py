"""A private PostgreSQL with PostGIS: its own cluster, reached only by a unix socket, by this user alone.

PostgreSQL refuses to run as root, so root starts it as the user ``postgres``.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from anlan.config.parts.child import Launch, PartFailed, as_user, start_child, stop_child, wait_until

EXTENSIONS = ("postgis", "btree_gist", "pg_trgm")
USER = "anlan"
_ROOTS_OWNER = "postgres"
_CLOSED_FOLDER = Path("/var/lib/anlan")
_SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
shared_buffers = '256MB'
max_connections = 200
max_wal_size = '4GB'
wal_compression = lz4
random_page_cost = 1.1
jit = off
timezone = 'UTC'
"""
_NOT_DURABLE = ("-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """One private cluster: ``folder`` holds its data, ``socket`` is the folder of its unix socket."""

    folder: Path
    socket: Path
    owner: str
    is_durable: bool = True

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    def url(self, database: str = USER) -> str:
        """Return the address of a database for ``ANLAN_DATABASE_URL``."""
        return f"postgresql://{USER}@/{database}?host={self.socket}"


def cluster_in(folder: Path, *, is_durable: bool = True) -> Cluster:
    """Return the cluster of a folder; root's lies elsewhere if the user ``postgres`` cannot enter the folder."""
    folder = folder.resolve()
    is_root = os.geteuid() == 0
    owner = _ROOTS_OWNER if is_root else pwd.getpwuid(os.geteuid()).pw_name
    # A socket's path may have at most 107 bytes, so it cannot lie in the folder.
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    if is_root and not _can_enter(owner, folder):
        folder = _CLOSED_FOLDER / f"{folder.name}-{mark}"
    runtime = "/run" if is_root else os.environ.get("XDG_RUNTIME_DIR", "/tmp")  # noqa: S108 - the folder is made 0700
    socket = Path(runtime) / f"anlan-{os.geteuid()}-{mark}"
    return Cluster(folder=folder, socket=socket, owner=owner, is_durable=is_durable)


def _can_enter(owner: str, folder: Path) -> bool:
    """Tell whether the user ``owner`` may pass through the folders above ``folder``."""
    try:
        user = pwd.getpwnam(owner).pw_uid
    except KeyError:
        return True  # PostgreSQL is not installed yet; nothing can be said
    above = (each.stat() for each in folder.parents if each.exists())
    return all(status.st_mode & 0o001 or (status.st_uid == user and status.st_mode & 0o100) for status in above)


def launch_of(cluster: Cluster) -> Launch:
    """Create the cluster and its socket folder where missing and return how its server is started."""
    _create(cluster)
    return Launch(
        command=(
            str(_programs() / "postgres"),
            *("-D", str(cluster.data), "-k", str(cluster.socket)),
            *(() if cluster.is_durable else _NOT_DURABLE),
        ),
        environment=_environment(),
        user=cluster.owner if os.geteuid() == 0 else "",
        stop_signal=signal.SIGINT,
    )


def is_ready(cluster: Cluster) -> bool:
    """Tell whether the server accepts connections."""
    return _run(cluster, "pg_isready", "-q", "-h", str(cluster.socket)).returncode == 0


def prepare_database(cluster: Cluster, database: str = USER) -> None:
    """Create a database with its extensions where missing; the server must be running."""
    if database in _query(cluster, "postgres", "select datname from pg_database").split():
        return
    _query(cluster, "postgres", f'create database "{database}" template template0')
    _query(cluster, database, "; ".join(f"create extension if not exists {name}" for name in EXTENSIONS))


def forget_socket(cluster: Cluster) -> None:
    """Delete the folder of the socket after the server's end."""
    shutil.rmtree(cluster.socket, ignore_errors=True)


@contextlib.contextmanager
def throw_away_cluster(folder: Path | None = None) -> Iterator[Cluster]:
    """Run a new cluster without fsync for the length of a ``with`` block, then delete its data.

    Without ``folder`` it lies in the system's temporary folder.
    """
    with contextlib.ExitStack() as stack:
        home = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="anlan-postgres-")))
        if folder is None:
            home.chmod(0o755)  # so that root's PostgreSQL may enter; its own data folder is 0700
        cluster = cluster_in(home / "postgres", is_durable=False)
        shutil.rmtree(cluster.folder, ignore_errors=True)
        stack.callback(shutil.rmtree, cluster.folder, ignore_errors=True)
        launch = launch_of(cluster)
        child = start_child(launch, stack.enter_context(_log(cluster).open("ab")))
        stack.callback(forget_socket, cluster)
        stack.callback(stop_child, child, launch)
        if not wait_until(lambda: is_ready(cluster), child):
            raise PartFailed(f"PostgreSQL did not start:\n{_log(cluster).read_text()[-2000:]}")
        prepare_database(cluster)
        yield cluster


def _log(cluster: Cluster) -> Path:
    return cluster.folder / "start.log"


def _create(cluster: Cluster) -> None:
    cluster.folder.mkdir(parents=True, exist_ok=True)
    with (cluster.folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for folder in (cluster.folder, cluster.socket):
            folder.mkdir(exist_ok=True)
            if os.geteuid() == 0:
                shutil.chown(folder, cluster.owner)
            folder.chmod(0o700)
        if not (cluster.folder / "created").exists():
            _initialise(cluster)


def _initialise(cluster: Cluster) -> None:
    shutil.rmtree(cluster.data, ignore_errors=True)  # what an interrupted first start has left
    made = _run(
        cluster,
        *("initdb", "-D", str(cluster.data), "-U", USER, "-E", "UTF8", "--locale=C.UTF-8"),
        *("--auth-local=peer", "--auth-host=reject", "--data-checksums", *(() if cluster.is_durable else ("-N",))),
    )
    if made.returncode:
        raise PartFailed(f"PostgreSQL could not make its data folder {cluster.data}:\n{made.stderr}")
    (cluster.data / "pg_hba.conf").write_text(f"local all all peer map={USER}\n")
    users = sorted({pwd.getpwuid(os.geteuid()).pw_name, cluster.owner})
    (cluster.data / "pg_ident.conf").write_text("".join(f"{USER} {user} {USER}\n" for user in users))
    with (cluster.data / "postgresql.conf").open("a") as settings:
        settings.write(_SETTINGS)
    (cluster.folder / "created").touch()


def _query(cluster: Cluster, database: str, statement: str) -> str:
    place = ("-h", str(cluster.socket), "-U", USER, "-d", database)
    done = _run(cluster, "psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", *place, "-c", statement)
    if done.returncode:
        raise PartFailed(f"PostgreSQL refused {statement!r}: {done.stderr.strip()}")
    return done.stdout


def _run(cluster: Cluster, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(_programs() / program), *arguments]
    if os.geteuid() == 0:
        command = [*as_user(cluster.owner), *command]
    # The caller's folder may be closed to the owner, so commands run in the root folder.
    return subprocess.run(command, cwd="/", env=_environment(), text=True, capture_output=True, check=False)


def _environment() -> dict[str, str]:
    """Return the environment without stray settings of PostgreSQL's clients."""
    return {name: text for name, text in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C.UTF-8"}


def _programs() -> Path:
    """Return the folder of the newest installed PostgreSQL's programs."""
    versions = (path for path in Path("/usr/lib/postgresql").glob("*") if (path / "bin" / "postgres").exists())
    found = sorted(versions, key=lambda path: int(path.name))
    if not found:
        raise PartFailed("PostgreSQL is not installed; run make setup or set ANLAN_DATABASE_URL")
    return found[-1] / "bin"
