package app.grapevine.bench;

import app.grapevine.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openqa.selenium.By;

/**
 * From the press on "The story" of a campaign until its headline stands, and until all of its open parts are drawn, in a
 * real browser on this machine, with the demonstration's clicks. The browser has been there before, so its files are
 * revalidated and not loaded; the first round is shown apart.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.StorySpeed</pre>
 *
 * Arguments: clicks (1000000), which take a few minutes to fill in; rounds (9); the campaign's slug (demo-spring);
 * a directory of its own, whose data are kept for another time (a temporary one); for how many seconds the service has
 * listened before the first press (12), within which it practises.
 */
public final class StorySpeed {
    private StorySpeed() {}

    public static void main(String[] args) throws Exception {
        String clicks = args.length > 0 ? args[0] : "1000000";
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
        String campaign = args.length > 2 ? args[2] : "demo-spring";
        Path directory = args.length > 3
                ? Files.createDirectories(Path.of(args[3]))
                : Files.createTempDirectory("grapevine-bench-");
        long settle = TimeUnit.SECONDS.toMillis(args.length > 4 ? Integer.parseInt(args[4]) : 12);
        long began = System.nanoTime();
        try (ServerProcess server = ServerProcess.startDemo(
                        GrapevineProcess.environment(directory, Map.of()), directory.resolve("server.log"), clicks);
                Chromium browser = Chromium.open(1280, 900, "en-GB,en")) {
            long listening = System.nanoTime();
            System.out.printf("filled in and started in %.0f s%n", (System.nanoTime() - began) / 1e9);
            browser.go("http://localhost:" + server.port() + "/dashboard");
            browser.press("API key");
            browser.type("API key", GrapevineProcess.KEY);
            browser.press("Sign in");
            browser.find(By.cssSelector("main .figures"));
            Thread.sleep(Math.max(0, settle - (System.nanoTime() - listening) / 1_000_000));
            List<Double> headlines = new ArrayList<>();
            List<Double> all = new ArrayList<>();
            for (int round = -1; round < rounds; round++) {
                List<Double> times = round(browser, campaign);
                if (round < 0) {
                    System.out.printf("the first time, ms: headline %.0f, all %.0f%n", times.get(0), times.get(1));
                } else {
                    headlines.add(times.get(0));
                    all.add(times.get(1));
                }
            }
            System.out.println("from the press to the headline, ms:  " + Figures.spread(Figures.array(headlines)));
            System.out.println("from the press to all of it, ms:     " + Figures.spread(Figures.array(all)));
        } finally {
            Chromium.endIdle();
        }
    }

    private static List<Double> round(Chromium browser, String campaign) {
        browser.place("/campaigns/" + campaign);
        browser.find(By.cssSelector("main .figures"));
        browser.awaitDrawn();
        browser.driver().executeScript("""
                window.times = [];
                document.querySelector('a[href$="/story"]').addEventListener('click', () => {
                  const began = performance.now();
                  const look = () => {
                    const told = document.querySelector('main .told h2');
                    if (told && times.length === 0) { times.push(performance.now() - began); }
                    if (told && !document.querySelector('main .waiting, main .loading')
                        && document.querySelectorAll('main svg.drawing').length >= 4) {
                      times.push(performance.now() - began);
                    } else {
                      requestAnimationFrame(look);
                    }
                  };
                  look();
                }, true);
                """);
        browser.click(browser.find(By.cssSelector("a[href$='/story']")));
        Object times = browser.driver().executeAsyncScript("""
                const done = arguments[0];
                const look = () => times.length > 1 ? done(times) : setTimeout(look, 20);
                look();
                """);
        return ((List<?>) Objects.requireNonNull(times))
                .stream().map(time -> ((Number) time).doubleValue()).toList();
    }
}
