package app.grapevine.bench;

import app.grapevine.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.By;

/**
 * From the press on "Sign in" until the overview shows its figures, and until all of it is drawn, in a real browser on
 * this machine, with the demonstration's clicks. The browser has been there before, so its files are revalidated and
 * not loaded; the first round is shown apart.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.OverviewSpeed</pre>
 *
 * Arguments: clicks (1000000), which take a few minutes to fill in; rounds (9).
 */
public final class OverviewSpeed {
    private OverviewSpeed() {}

    public static void main(String[] args) throws Exception {
        String clicks = args.length > 0 ? args[0] : "1000000";
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        long began = System.nanoTime();
        try (ServerProcess server = ServerProcess.startDemo(
                        GrapevineProcess.environment(directory, Map.of()), directory.resolve("server.log"), clicks);
                Chromium browser = Chromium.open(1280, 900, "en-GB,en")) {
            System.out.printf("filled in and started in %.0f s%n", (System.nanoTime() - began) / 1e9);
            List<Double> figures = new ArrayList<>();
            List<Double> all = new ArrayList<>();
            for (int round = -1; round < rounds; round++) {
                List<Double> times = round(browser, server.port());
                if (round < 0) {
                    System.out.printf("the first time, ms: figures %.0f, all %.0f%n", times.get(0), times.get(1));
                } else {
                    figures.add(times.get(0));
                    all.add(times.get(1));
                }
            }
            System.out.println("from sign-in to the figures, ms: " + Figures.spread(Figures.array(figures)));
            System.out.println("from sign-in to all of it, ms:   " + Figures.spread(Figures.array(all)));
        } finally {
            Chromium.endIdle();
        }
    }

    private static List<Double> round(Chromium browser, int port) {
        browser.go("http://localhost:" + port + "/dashboard");
        browser.press("API key");
        browser.type("API key", GrapevineProcess.KEY);
        browser.driver().executeScript("""
                window.times = [];
                document.querySelector('form').addEventListener('submit', () => {
                  const began = performance.now();
                  const look = () => {
                    const figures = document.querySelector('main .figures');
                    if (figures && times.length === 0) { times.push(performance.now() - began); }
                    if (figures && !document.querySelector('main .waiting, main .loading')
                        && document.querySelector('main canvas')) {
                      times.push(performance.now() - began);
                    } else {
                      requestAnimationFrame(look);
                    }
                  };
                  look();
                }, true);
                """);
        browser.press("Sign in");
        browser.find(By.cssSelector("main .figures"));
        Object times = browser.driver().executeAsyncScript("""
                const done = arguments[0];
                const look = () => times.length > 1 ? done(times) : setTimeout(look, 20);
                look();
                """);
        browser.driver()
                .executeAsyncScript(
                        "fetch('/api/v1/session', {method: 'DELETE'}).then(() => arguments[0](), arguments[0]);");
        return ((List<?>) Objects.requireNonNull(times))
                .stream().map(time -> ((Number) time).doubleValue()).toList();
    }
}
