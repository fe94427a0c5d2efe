"""Whether the numbers in the player's titles are whole on the screen."""

from playwright.sync_api import Page

CUT = """() => [...document.querySelectorAll(".player-title")].flatMap((title) => {
    const stage = title.closest(".player").getBoundingClientRect();
    const frame = title.getBoundingClientRect();
    const parts = [...title.querySelectorAll(".player-detail, .player-value")];
    return parts.flatMap((part, i) => {
        const box = part.getBoundingClientRect();
        const cut = part.scrollWidth > part.clientWidth + 1
            || box.left < frame.left - 1 || box.right > frame.right + 1
            || box.right > stage.right + 1
            || (i > 0 && box.left < parts[i - 1].getBoundingClientRect().right);
        return part.offsetWidth && cut ? [`${title.dataset.run}: ${part.textContent}`] : [];
    });
})"""
CLASH = """() => {
    const titles = [...document.querySelectorAll(".player-title")];
    const boxes = titles.map((title) => [title.dataset.run, title.getBoundingClientRect()]);
    const meet = (p, q) => p.left < q.right - 1 && q.left < p.right - 1
        && p.top < q.bottom - 1 && q.top < p.bottom - 1;
    return boxes.flatMap(([a, p], i) =>
        boxes.slice(i + 1).flatMap(([b, q]) => (meet(p, q) ? [`${a} on ${b}`] : [])));
}"""


def cut(page: Page) -> list[str]:
    """Numbers in titles that are cut or overlap, and titles that lie on one another."""
    return [*page.evaluate(CUT), *page.evaluate(CLASH)]
