"""What do officials do in the admin? Each finds the row by what stands in it, and takes the steps by their dialogs."""

from .steps import check

SENT = ".step form button[type=submit]"


def open_row(page, table, words):
    """From the list to the page of the first row in which `words` stand."""
    page.goto(f"/admin/{table}/")
    check(page)
    page.locator("#result_list tbody tr", has_text=words).first.locator("th a").click()
    page.wait_for_url(f"**/{table}/*/change/**")
    check(page)


def take(page, step, reason=""):
    """Press the button of a step, say why where it is asked, and be told that it is done."""
    page.locator(f"a[href*='/step/{step}/']").first.click()
    page.wait_for_url(f"**/step/{step}/")
    check(page)
    if reason:
        page.fill("#id_reason", reason)
    page.locator(SENT).click()
    page.wait_for_selector(".messagelist .success")
    check(page)
