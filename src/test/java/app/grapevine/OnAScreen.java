package app.grapevine;

import java.util.List;
import java.util.Map;

/** Takes a browser's word back that it has no screen, by which it would be a bot: for the tab that it is in. */
final class OnAScreen {
    private OnAScreen() {}

    static void claim(Chromium browser) {
        String userAgent = String.valueOf(browser.driver().executeScript("return navigator.userAgent"));
        String full = userAgent.replaceAll(".*Chrome/([0-9.]+).*", "$1");
        String major = full.substring(0, full.indexOf('.'));
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setUserAgentOverride",
                        Map.of(
                                "userAgent",
                                userAgent.replace("HeadlessChrome", "Chrome"),
                                "userAgentMetadata",
                                Map.of(
                                        "brands",
                                        List.of(
                                                Map.of("brand", "Not;A=Brand", "version", "8"),
                                                Map.of("brand", "Chromium", "version", major)),
                                        "fullVersion",
                                        full,
                                        "platform",
                                        "Linux",
                                        "platformVersion",
                                        "",
                                        "architecture",
                                        "x86",
                                        "model",
                                        "",
                                        "mobile",
                                        false)));
    }
}
