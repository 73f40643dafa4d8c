"""What is pressed leads to a page, and the next thing is done on that page and not on the one before it."""

from playwright.sync_api import Locator, Page


def turns_to(pressed: Locator) -> None:
    """It has been clicked, and the page it leads to stands.

    What leads to no page, as a file to keep does, or a network that is gone, is an error here.
    """
    with pressed.page.expect_navigation():
        pressed.click()


def enter_turns(page: Page) -> None:
    """Enter has been pressed where the keyboard stands, and the page it leads to stands."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
