"""One headless Chromium, started once, whose log of requests and messages a test reads.

Debian's chromium, chromium-driver and python3-selenium; where one of them is not there, or Chromium does not start, the
test is skipped and says so. ERRATA_SCREENSHOTS names a folder that gets a picture of every page that a test asks to see.
"""
import base64
import json
import os
import pathlib
import sys

DEBIAN = "/usr/bin/python3"  # which python3-selenium is for; another may come first in PATH
try:
    from selenium import webdriver
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.chrome.service import Service
except ImportError:
    webdriver = None
    if sys.executable != DEBIAN and os.access(DEBIAN, os.X_OK):
        os.execv(DEBIAN, [DEBIAN, "-B", *sys.argv])

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
QUIET = ("--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-extensions",
         "--disable-component-update", "--disable-default-apps", "--disable-dev-shm-usage", "--disable-sync")
CALM = {"name": "prefers-reduced-motion", "value": "reduce"}


def skip(why):
    print(f"SKIPPED: {why}; no report was opened in a browser")
    sys.exit(77)


def start():
    """A Browser, or the end of the test."""
    if webdriver is None:
        skip("python3-selenium is not installed")
    for program in (CHROMIUM, DRIVER):
        if not os.access(program, os.X_OK):
            skip(f"{program} is not there")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in QUIET + (("--no-sandbox",) if os.geteuid() == 0 else ()):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.set_capability("unhandledPromptBehavior", "ignore")
    try:
        return Browser(webdriver.Chrome(service=Service(DRIVER), options=options))
    except WebDriverException as fault:
        skip(f"Chromium does not start: {fault.msg.splitlines()[0]}")


class Browser:
    def __init__(self, driver):
        self.driver = driver
        self.pictures = os.environ.get("ERRATA_SCREENSHOTS")
        driver.set_page_load_timeout(60)
        driver.set_script_timeout(60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def cdp(self, command, **parameters):
        return self.driver.execute_cdp_cmd(command, parameters)

    def look(self, width=1280, height=900, scheme="light", media="screen", script=True):
        """How the next pages are shown."""
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.cdp("Emulation.setEmulatedMedia", media=media,
                 features=[{"name": "prefers-color-scheme", "value": scheme}, CALM])
        self.cdp("Emulation.setScriptExecutionDisabled", value=not script)

    def open(self, where, fragment=""):
        """Shows a file or a URL in a page without a past, and forgets what was logged before."""
        url = where.resolve().as_uri() if isinstance(where, pathlib.Path) else where
        self.driver.get("about:blank")
        self.log("performance"), self.log("browser")
        self.driver.get(url + fragment)
        return url

    def log(self, kind):
        return self.driver.get_log(kind)

    def requests(self):
        """(URL, status) of each request since the page was opened; the status is None where no answer came."""
        asked, answered = {}, {}
        for entry in self.log("performance"):
            event = json.loads(entry["message"])["message"]
            if event["method"] == "Network.requestWillBeSent":
                asked[event["params"]["requestId"]] = event["params"]["request"]["url"]
            elif event["method"] == "Network.responseReceived":
                answered[event["params"]["requestId"]] = event["params"]["response"]["status"]
        return [(url, answered.get(number)) for number, url in asked.items()]

    def complaints(self):
        """What stands in the console: errors of scripts, refusals of the policy."""
        return [entry["message"] for entry in self.log("browser")]

    def ask(self, script, *arguments):
        """What an expression of JavaScript is; works where scripts of the page are disabled."""
        return self.driver.execute_script("return (" + script + ")", *arguments)

    def dialog(self):
        """The text of a dialog that is open, or None."""
        try:
            return self.driver.switch_to.alert.text
        except WebDriverException:
            return None

    def pdf(self):
        return base64.b64decode(self.cdp("Page.printToPDF", printBackground=True)["data"])

    def picture(self, name):
        """The whole page as it is shown, where pictures are wanted."""
        if self.pictures is None:
            return
        pathlib.Path(self.pictures).mkdir(parents=True, exist_ok=True)
        taken = self.cdp("Page.captureScreenshot", format="png", captureBeyondViewport=False)
        pathlib.Path(self.pictures, name + ".png").write_bytes(base64.b64decode(taken["data"]))
