package app.grapevine.web.visit;

import app.grapevine.TestAgents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who asks for a link that has rules, by the words of the tables of cases. */
final class RuleVisitors {
    static final String CHROME_ON_ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/138.0.0.0 Mobile Safari/537.36";
    static final String WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/138.0.0.0 Safari/537.36";
    static final String MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
            + " Version/18.1 Safari/605.1.15";
    static final String CHROME_ON_IPAD = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_5) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) CriOS/87 Version/11.1.1 Safari/605.1.15";
    static final String INSTAGRAM_ON_ANDROID = "Mozilla/5.0 (Linux; Android 11; Mi A3 Build/RKQ1.200903.002; wv)"
            + " AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.6778.14 Mobile Safari/537.36"
            + " Instagram 355.0.0.37.103 Android (30/11; 320dpi; 720x1411; Xiaomi; Mi A3; laurel_sprout; qcom; pt_BR; 1)";
    static final String INSTAGRAM_ON_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)"
            + " AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 355.0.0.37.103 (iPhone14,5; iOS 18_1)";

    private static final Map<String, String> AGENTS = new LinkedHashMap<>();

    static {
        // The longer names first.
        AGENTS.put("Safari on an iPhone", TestAgents.IPHONE);
        AGENTS.put("Safari on an iPad", MAC);
        AGENTS.put("Safari on a Mac", MAC);
        AGENTS.put("Chrome on an iPad that asks for the desktop's pages", CHROME_ON_IPAD);
        AGENTS.put("Chrome on an Android phone", CHROME_ON_ANDROID);
        AGENTS.put("Chrome on Windows", WINDOWS);
        AGENTS.put("WhatsApp, on Android", TestAgents.IN_WHATSAPP);
        AGENTS.put("Instagram, on Android", INSTAGRAM_ON_ANDROID);
        AGENTS.put("Instagram, on an iPhone", INSTAGRAM_ON_IPHONE);
        AGENTS.put("WeChat, on an iPhone", TestAgents.IN_WECHAT);
        AGENTS.put("what fetches a card for Telegram", TestAgents.TELEGRAM_FETCHER);
    }

    private RuleVisitors() {}

    /** The headers of a visitor, names and values in turn. */
    static String[] headers(String visitor) {
        List<String> headers = new ArrayList<>();
        headers.add("User-Agent");
        headers.add(AGENTS.entrySet().stream()
                .filter(agent -> visitor.startsWith(agent.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow());
        if (visitor.contains("in German, then Italian")) {
            headers.addAll(List.of("Accept-Language", "de-DE,de;q=0.9,it;q=0.5"));
        } else if (visitor.contains("in Italian")) {
            headers.addAll(List.of("Accept-Language", "it-IT,it;q=0.9,en;q=0.5"));
        }
        if (visitor.contains("from Germany")) {
            headers.addAll(List.of("X-Forwarded-For", "203.0.113.7"));
        }
        if (visitor.contains("not to be tracked")) {
            headers.addAll(List.of("Sec-GPC", "1"));
        }
        return headers.toArray(String[]::new);
    }
}
