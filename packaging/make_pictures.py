"""Makes the pictures of the README anew: `.venv/bin/python packaging/make_pictures.py`.

They show the sample project, whose coders and gold layer are simulated, in a window that nobody
needs to see. Settings and projects of the person who runs it are left alone.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
SIZE = (1480, 900)


def main() -> None:
    """Write docs/pictures/*.png."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            os.environ[variable] = home
        _take_all(Path(home))


def _take_all(home: Path) -> None:
    from PySide6.QtCore import QDeadlineTimer, QThread
    from PySide6.QtWidgets import QApplication

    from annotator.app.commands import COMMANDS
    from annotator.app.sample import make_sample_project
    from annotator.ui.agreement_view import AgreementView
    from annotator.ui.application import make_window

    application = QApplication(sys.argv[:1])
    window = make_window(make_sample_project(home), "A")
    window.resize(*SIZE)
    desk = window.desk
    if desk is None or desk.reading is None:
        sys.exit("The sample did not open.")
    largest = max(desk.reading.clusters, key=lambda cluster: len(cluster.members))
    claim = desk.reading.members(largest)[0]

    def take(name: str) -> None:
        desk.go_to(claim)
        for _ in range(3):
            application.processEvents()
        window.grab().save(str(PICTURES / f"{name}.png"))

    PICTURES.mkdir(parents=True, exist_ok=True)
    for theme in ("dark", "light"):
        window.switch_theme(theme)
        take(f"desk-{theme}")
    desk.show_beside(5)
    window.resize(1920, 1080)
    take("five-columns")
    window.run_command(next(command for command in COMMANDS if command.id == "agreement"))
    view = window.findChild(AgreementView)
    deadline = QDeadlineTimer(20_000)
    while view is not None and not view.report_shown and not deadline.hasExpired():
        application.processEvents()
        QThread.msleep(10)
    if view is not None:
        view.grab().save(str(PICTURES / "agreement.png"))
    window.close()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
