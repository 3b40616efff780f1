"""Colours, fonts and the style sheet: one set of roles, for a light and a dark theme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QPushButton

from qdesk.places import resources_dir

TEXT_PX = 13
PROSE_PX = 14
HEADING_PX = 18
ROW_PX = 27

FAMILIES = [
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "SimSun",
]


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by role."""

    page: str
    card: str
    line: str
    text: str
    secondary: str
    accent: str
    accent_soft: str
    on_accent: str
    must: str
    must_soft: str
    look: str
    look_soft: str
    done: str
    header: str
    prior: str
    computed: str
    computed_text: str
    selection: str


LIGHT = Theme(
    page="#f3f5f8",
    card="#ffffff",
    line="#e0e4ea",
    text="#1f2733",
    secondary="#6b7686",
    accent="#1f6f68",
    accent_soft="#dcebe8",
    on_accent="#ffffff",
    must="#c8372d",
    must_soft="#fdf1f0",
    look="#b7791f",
    look_soft="#fdf8ec",
    done="#2e7d4f",
    header="#f5f7fa",
    prior="#fafbfc",
    computed="#f2f7fd",
    computed_text="#1b4f8f",
    selection="#cfe5e1",
)

DARK = Theme(
    page="#1b1f25",
    card="#242931",
    line="#3a414c",
    text="#e4e8ee",
    secondary="#98a3b3",
    accent="#4db3a6",
    accent_soft="#2b4643",
    on_accent="#10201e",
    must="#f08178",
    must_soft="#45292a",
    look="#e0b25e",
    look_soft="#433825",
    done="#6dc391",
    header="#2b313a",
    prior="#272c34",
    computed="#26313f",
    computed_text="#8fbdf2",
    selection="#35544f",
)


@cache
def theme() -> Theme:
    """The theme that fits the system's, as it is when the first window asks."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < _DARK_BELOW else LIGHT


_DARK_BELOW = 100


@cache
def color(role: str) -> QColor:
    """A colour by the name of its role."""
    return QColor(getattr(theme(), role))


@cache
def ui_font(pixels: int = TEXT_PX, *, bold: bool = False) -> QFont:
    """The interface font with Chinese glyphs."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def make_primary(button: QPushButton) -> None:
    """Mark the one primary action of a view."""
    button.setObjectName("primary")
    # A dialog's button box polishes its buttons before they get a name.
    button.style().unpolish(button)
    button.style().polish(button)


def apply_style(app: QApplication) -> None:
    """Give the whole application its fonts and style sheet."""
    for known in (theme, color, ui_font):
        known.cache_clear()
    app.setStyle("Fusion")
    app.setFont(ui_font())
    chosen = theme()
    values = {name: getattr(chosen, name) for name in Theme.__slots__}
    values["down"] = (resources_dir() / "icons" / "down.svg").as_posix()
    tick = "tick-dark.svg" if chosen is DARK else "tick.svg"
    values["tick"] = (resources_dir() / "icons" / tick).as_posix()
    app.setStyleSheet(Template(_SHEET).substitute(values))


def follow_system(app: QApplication) -> None:
    """Dress the windows anew when the system turns dark or light; asked for once."""
    if app.property("followsSystem"):
        return
    app.setProperty("followsSystem", True)  # noqa: FBT003 - Qt's own signature
    # The palette, by which the theme is chosen, may be told of the change after the hints are.
    app.styleHints().colorSchemeChanged.connect(lambda: QTimer.singleShot(0, lambda: apply_style(app)))


_SHEET = """
QMainWindow, QDialog, #page { background: $page; color: $text; }
QWidget { color: $text; }
QToolTip { background: $card; color: $text; border: 1px solid $line; padding: 4px; }
QMenuBar { background: $card; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected, QMenu::item:selected { background: $accent_soft; }
QMenu { background: $card; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 14px; }
QMenu::item:disabled { color: $secondary; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
#topBar { background: $card; border-bottom: 1px solid $line; }
#card { background: $card; border: 1px solid $line; border-radius: 8px; }
#guidance { background: $accent_soft; border-radius: 6px; }
#secondary { color: $secondary; }
#sectionTitle { font-size: 18px; font-weight: bold; }
#cardTitle { font-weight: bold; }
#schoolName { font-size: 14px; font-weight: bold; }
#startTitle { font-size: 26px; font-weight: bold; }
#must { background: $must_soft; border-left: 3px solid $must; border-radius: 2px; }
#look { background: $look_soft; border-left: 3px solid $look; border-radius: 2px; }
#note { background: $header; border-left: 3px solid $line; border-radius: 2px; }
#sidePane, #outlinePane { background: $card; border: none; }
#outlinePane { border-right: 1px solid $line; }
#sidePane { border-left: 1px solid $line; }
QPushButton, QToolButton {
  background: $card; border: 1px solid $line; border-radius: 6px; padding: 5px 12px; color: $text; }
QPushButton:hover, QToolButton:hover { background: $accent_soft; }
QPushButton:focus, QToolButton:focus { border-color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $secondary; background: $page; }
QPushButton:checked, QToolButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton#primary { background: $accent; color: $on_accent; border-color: $accent; font-weight: bold; }
QPushButton#primary:disabled { background: $line; border-color: $line; }
QPushButton#link, QToolButton#link {
  border: none; background: transparent; color: $accent; padding: 2px 4px; text-align: left; }
QPushButton#link:hover { text-decoration: underline; }
QPushButton#recent { text-align: left; padding: 5px 8px; }
#dropLine { background: $accent; border-radius: 1px; }
#paper { background: #ffffff; border: 1px solid $line; }
QToolButton#insert { border: none; background: transparent; color: $secondary; padding: 0 18px; }
QToolButton#insert:hover, QToolButton#insert:focus { background: $accent_soft; color: $accent; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QComboBox, QAbstractSpinBox {
  background: $card; border: 1px solid $line; border-radius: 6px; padding: 4px 8px;
  selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border-color: $accent; }
QLineEdit#cellEditor { border-radius: 0; border: 2px solid $accent; padding: 0 4px; }
QComboBox QAbstractItemView {
  background: $card; selection-background-color: $accent_soft; selection-color: $text; }
QPlainTextEdit#lines, QListWidget {
  background: $card; border: 1px solid $line; border-radius: 6px; padding: 4px; }
QPlainTextEdit#lines:focus { border-color: $accent; }
QPlainTextEdit#cellEditor { border: 2px solid $accent; }
QTextEdit, QPlainTextEdit {
  background: $card; border: none; selection-background-color: $selection; selection-color: $text; }
QTreeView, QListView, QTableView {
  background: $card; border: none; outline: none; alternate-background-color: $prior;
  selection-background-color: $accent_soft; selection-color: $text; }
QTreeView::item { height: 27px; border-radius: 5px; }
QTreeView::item:hover { background: $header; }
QTreeView::item:selected, QListView::item:selected { background: $accent_soft; color: $text; }
QListView::item { padding: 5px; }
QTreeView { show-decoration-selected: 0; }
QTreeView::branch, QTreeView::branch:selected { background: transparent; }
QTableView#report { border: 1px solid $line; gridline-color: $line; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url($down); width: 12px; height: 12px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: 13px; height: 13px; border: 1px solid $secondary; border-radius: 3px; background: $card; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url($tick); }
QRadioButton::indicator:checked {
  border: 4px solid $accent; width: 7px; height: 7px; background: $on_accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; background: $page; }
QScrollArea { border: none; background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QStatusBar { background: $card; border-top: 1px solid $line; color: $secondary; }
QStatusBar::item { border: none; }
QStatusBar QLabel { padding: 2px 10px; color: $secondary; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 5px; min-height: 30px; min-width: 30px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QHeaderView { font-weight: normal; background: $header; }
QTableCornerButton::section { background: $header; border: none; }
QHeaderView::section {
  background: $header; border: none; border-right: 1px solid $line; border-bottom: 1px solid $line;
  padding: 4px; }
"""
