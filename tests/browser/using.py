"""Claims about using a report, by mouse and by keyboard: as those of reading.py."""
import json
import shutil
import subprocess

from browser import webdriver

SHOWN = "[...document.querySelectorAll('article')].filter((a) => a.checkVisibility()).length"
RIGHT = "document.querySelectorAll('article.right').length"
ALL = "document.querySelectorAll('article').length"
FINDINGS = "[...document.querySelectorAll('.findings > li')].map((li) => li.id)"
KEYS = webdriver.Keys if webdriver else None


def css(view, selector):
    return view.driver.find_element("css selector", selector)


def press(view, *keys):
    webdriver.ActionChains(view.driver).send_keys(*keys).perform()


def focus(view, selector):
    """By the keyboard alone: TAB until it is there, from the element before it."""
    view.ask("""(() => {
      const target = document.querySelector(arguments[0]);
      const stops = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
        .filter((e) => e.checkVisibility());
      stops[stops.indexOf(target) - 1].focus();
    })()""", selector)
    press(view, KEYS.TAB)
    return view.ask("document.activeElement === document.querySelector(arguments[0])", selector)


def choose(view, selector, value):
    view.ask("((s, v) => { s.value = v; s.dispatchEvent(new Event('input', { bubbles: true })); })"
             "(document.querySelector(arguments[0]), arguments[1])", selector, value)


def shows_incorrect_only_without_script(view, page, name):
    """By the mouse, and by the arrow keys from one choice to the other."""
    view.look(script=False)
    view.open(page)
    wrong, every = view.ask(ALL) - view.ask(RIGHT), view.ask(ALL)
    said = [view.ask(SHOWN)]
    css(view, "label[for=show-all]").click()
    said.append(view.ask(SHOWN))
    press(view, KEYS.ARROW_LEFT)
    said.append(view.ask(SHOWN))
    press(view, KEYS.ARROW_RIGHT)
    said.append(view.ask(SHOWN))
    return None if said == [wrong, every, wrong, every] and wrong < every else f"{said} of {wrong} and {every}"


def searches(view, page, name):
    """Words of a text are found across the labels that stand in it, whatever their case; Clear takes it back."""
    view.open(page)
    before = view.ask(SHOWN)
    words = view.ask("""(() => {
      const line = document.querySelector('article dd').cloneNode(true);
      line.querySelectorAll('.chip').forEach((chip) => chip.remove());
      return line.textContent.replace(/\\s+/g, ' ').trim().slice(0, 40);
    })()""")
    if not focus(view, "#search"):
        return "the search is not reached with TAB"
    press(view, words.upper())
    found = view.ask("document.querySelector('article').checkVisibility()"), view.ask(SHOWN)
    css(view, "#search").send_keys("qqq no text has this")
    none, said = view.ask(SHOWN), css(view, "#fit").text
    css(view, "#clear").click()
    after = view.ask(SHOWN)
    if not found[0] or found[1] >= before or none != 0 or after != before or not said.startswith("0 of "):
        return f"{before} documents, {found} with {words!r}, {none} without, said {said!r}, {after} after"
    return None


def filters(view, page, name):
    """Each offered value of each filter shows the documents that hold it, and some; as the analysis says of findings."""
    view.open(page)
    css(view, "label[for=show-all]").click()
    every, faults = view.ask(ALL), []
    for choice in ("class", "label", "language", "finding"):
        values = view.ask("[...document.querySelectorAll('#by-%s option')].map((o) => o.value)" % choice)
        if len(values) < 2:
            faults.append(f"{choice} offers nothing")
        for value in values[1:4]:
            choose(view, f"#by-{choice}", value)
            shown = view.ask(SHOWN)
            if not 0 < shown <= every or not css(view, "#fit").text.startswith(f"{shown} of {every}"):
                faults.append(f"{choice} {value!r} shows {shown} of {every} and says {css(view, '#fit').text!r}")
            if choice == "finding" and shown != documents_of(page, int(value) - 1, view):
                faults.append(f"finding {value} shows {shown}")
        choose(view, f"#by-{choice}", "")
    if not focus(view, "#by-label"):
        faults.append("the filter by label is not reached with TAB")
    press(view, KEYS.ARROW_DOWN)
    if view.ask("document.querySelector('#by-label').selectedIndex") != 1 or view.ask(SHOWN) == every:
        faults.append("the arrow keys do not choose a label")
    return "; ".join(faults) or None


def documents_of(page, finding, view):
    ids = set(analysis_of(page)["findings"][finding]["documents"])
    shown = view.ask("[...document.querySelectorAll('article h3 > bdi')].map((b) => b.textContent)")
    return len(ids & set(shown))


def analysis_of(page):
    return json.loads((page.parent / "analysis.json").read_text(encoding="utf-8"))


def sorts(view, page, name):
    """Labels by their number of items, the most first and then the fewest; by name with the keyboard."""
    view.open(page)
    cells = "[...document.querySelectorAll('#label-table tbody tr')].map((r) => r.cells[{}].textContent)"
    state = "document.querySelector('#label-table thead th:nth-child({}) ').getAttribute('aria-sort')"
    button = "#label-table thead th:nth-child({}) button"

    css(view, button.format(2)).click()
    down = [int(c.replace(",", "")) for c in view.ask(cells.format(1))], view.ask(state.format(2))
    css(view, button.format(2)).click()
    up = [int(c.replace(",", "")) for c in view.ask(cells.format(1))], view.ask(state.format(2))
    if not focus(view, button.format(1)):
        return "a heading is not reached with TAB"
    press(view, KEYS.ENTER)
    names = view.ask(cells.format(0))
    if down != (sorted(down[0], reverse=True), "descending") or up != (sorted(up[0]), "ascending"):
        return f"{down} {up}"
    if names != sorted(names, key=str.lower) or view.ask(state.format(1)) != "ascending":
        return f"{names} {view.ask(state.format(1))}"
    return None


def sorts_by_evidence(view, page, name):
    """By its rank and not by its name: strong before moderate before weak, and then the other way round."""
    view.open(page)
    table = "#unlabeled table, #label-errors table"
    if not view.ask("Boolean(document.querySelector(arguments[0]))", table):
        return None
    cells = "[...document.querySelector(arguments[0]).tBodies[0].rows].map((r) => r.cells[0].textContent)"
    order, said = ["strong", "moderate", "weak", "ambiguous"], []
    for _ in range(2):
        view.ask("document.querySelector(arguments[0]).tHead.querySelector('button').click()", table)
        said.append([order.index(grade) for grade in view.ask(cells, table)])
    return None if said == [sorted(said[0]), sorted(said[0], reverse=True)] else f"sorted as {said}"


def leads_to_a_finding(view, page, name):
    """By its id, opening what it is folded in, with a script and without; a document is shown though it is right."""
    for script in (True, False):
        view.look(script=script)
        view.open(page)
        last = view.ask(FINDINGS)[-1]
        view.open(page, "#" + last)
        place = view.ask("(() => { const f = document.getElementById(arguments[0]);"
                         " return [f.checkVisibility({ contentVisibilityAuto: true }), f.getBoundingClientRect().top]; })()", last)
        if not place[0] or not -5 <= place[1] < 900:
            return f"{last} is at {place}, script {script}"
    view.look()
    view.open(page)
    right = view.ask("(document.querySelector('article.right') || {}).id")
    view.ask("document.querySelector('a[href=\"#first\"]').setAttribute('href', '#' + arguments[0])", right)
    choose(view, "#by-class", "em")
    css(view, "nav a").click()
    shown = view.ask("document.getElementById(arguments[0]).checkVisibility()", right)
    return None if shown else f"document {right} is not shown"


def copies_a_finding(view, page, name):
    """As Markdown, by the mouse and by the keyboard; where the clipboard is closed, as text to be copied by hand."""
    view.cdp("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    view.open(page)
    css(view, ".findings .copy").click()
    said = css(view, ".findings output").text
    copied = [clipboard(view)]
    view.driver.execute_async_script("navigator.clipboard.writeText('').then(arguments[0])")
    if not focus(view, ".findings .copy"):
        return "the button is not reached with TAB"
    press(view, KEYS.ENTER)
    copied.append(clipboard(view))
    view.ask("navigator.clipboard.writeText = () => Promise.reject(new Error('closed'))")
    css(view, ".findings .copy").click()
    copied.append(view.ask("document.activeElement.value"))
    if len(set(copied)) != 1 or said != "Copied":
        return f"said {said!r}, copied {copied}"
    return differs_from_the_page(view, copied[0])


def differs_from_the_page(view, markdown):
    """Rendered, the heading is the one of the finding, no paragraph is lost, and the words that are meant are told."""
    if shutil.which("cmark-gfm") is None:
        return "cmark-gfm is not there"
    html = subprocess.run(["cmark-gfm"], input=markdown, text=True, capture_output=True, check=True, timeout=60).stdout
    quoted = view.ask("((mark) => mark && mark.textContent !== mark.parentElement.textContent ? mark.textContent : '')"
                      "(document.querySelector('.findings .example mark'))")
    if quoted and "[[" + quoted.replace("\n", "\\n") + "]]" not in markdown:
        return f"{quoted!r} is not marked in {markdown!r}"
    heading = html.partition("<h3>")[2].partition("</h3>")[0].replace("<code>", "").replace("</code>", "")
    title, paragraphs = view.ask("[document.querySelector('.findings h3').textContent,"
                                 " document.querySelector('.findings > li').querySelectorAll('p').length]")
    if heading != title or html.count("<p>") != paragraphs:
        return f"heading {heading!r} of {title!r}, {html.count('<p>')} of {paragraphs} paragraphs"
    return None


def copies_what_is_decided(view, page, name):
    """The list to tick, as far as it is ticked, by the keyboard; in Markdown it is a list of tasks again."""
    view.cdp("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    view.open(page)
    if not focus(view, ".decide li input"):
        return "the first box is not reached with TAB"
    press(view, KEYS.SPACE)
    css(view, "#decide .copy").click()
    lines = clipboard(view).replace(":\n  ", ": ").splitlines()
    items = view.ask("[...document.querySelectorAll('.decide li')].map((li) => li.textContent.replace(/\\s+/g, ' ').trim())")
    copied = [line.replace("`", "") for line in lines if line.startswith("- [")]
    wanted = [("- [x] " if number == 0 else "- [ ] ") + item for number, item in enumerate(items)]
    return None if copied == wanted and lines[0] == "### Decide" else f"copied {lines}, not {wanted}"


def scrolls_a_wide_matrix(view, page, name):
    """On a telephone, in a region of its own that has a name, by the arrow keys."""
    view.look(width=320, height=640)
    view.open(page)
    region = "#matrix .wide"
    if not view.ask("Boolean(document.querySelector(arguments[0]))", region):
        return None
    if not focus(view, region):
        return "the region of the matrix is not reached with TAB"
    press(view, *[KEYS.ARROW_RIGHT] * 3)
    view.driver.execute_async_script("""const [region, done] = arguments;  // what scrolls, scrolls with the next frames
      let frames = 60;
      const wait = () => region.scrollLeft > 0 || --frames === 0 ? done() : requestAnimationFrame(wait);
      wait();""", css(view, region))
    width, shown, moved, named = view.ask("((e) => [e.scrollWidth, e.clientWidth, e.scrollLeft, e.ariaLabel])"
                                          "(document.querySelector(arguments[0]))", region)
    return None if width > shown and moved > 0 and named else f"{width} wide, {shown} shown, moved {moved}, named {named!r}"


def clipboard(view):
    return view.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0], (e) => arguments[0](String(e)))")


USES = (shows_incorrect_only_without_script, searches, filters, sorts, sorts_by_evidence, leads_to_a_finding, copies_a_finding,
        copies_what_is_decided, scrolls_a_wide_matrix)
