package app.grapevine.attribution;

/**
 * The tokens of {@link AutomationRules}, written as {@link Token} says and separated by bars. They have to tell
 * automation from people only in a user agent that names an engine or a device; see {@link AutomationRules}.
 */
final class AutomationWords {
    /**
     * Go where a person sent them, by their makers' documents: {@code …-User/} is what they call themselves. That person did
     * not come, and the one who reads for them is none.
     */
    static final String ASSISTANTS = """
            *-User/# | ChatGPT-User | ChatGPT Agent | Claude-User | Perplexity-User | MistralAI-User | GoogleAgent* | Google-Agent*
            Google-NotebookLM | Gemini-Deep-Research | meta-externalfetcher | NovaAct | AmazonBuyForMe | Manus-* | Devin/ | DuckAssistBot
            Kagi-Assistant* | Copilot-Actions*
            """;

    /** The sheet from which a person shares on Apple's systems: it looks at the address before an app is chosen. */
    static final String SHARE_SHEETS = """
            SharingUIService/# | ShareSheetUI/# | com.apple.ShareSheet* | ^ShareSheet/#
            """;

    /** Fetch cards for an app of their own, and begin with another app's name so that sites show them one. */
    static final String DRESSED_AS_APPS = """
            WhatsApp/2 (compatible | facebookexternalhit/1.1 (compatible; January/# | AnytypeBot
            """;

    /** Fetch for a model, by their makers' documents. */
    static final String AI_FETCHERS = """
            meta-externalagent | meta-webindexer | GPTBot | OAI-SearchBot
            ClaudeBot | Claude-* | anthropic-* | Perplexity* | MistralAI-* | cohere-* | Google-Extended | GoogleOther*
            Google-CloudVertexBot | Gemini-* | Bytespider | CCBot | Diffbot | Amazonbot
            Amzn-* | YouBot | AI2Bot* | PanguBot | TikTokSpider | img2dataset | omgili*
            Cotoyogi | Anomura | OpenAI* | laion* | DeepSeek* | Webzio* | Awario* | iAsk*
            TerraCotta | Terra Cotta | Poggio-* | Firecrawl*
            """;

    /** Services that build link cards for apps: which app asked, they do not say. */
    static final String LINK_CARD_BUILDERS = """
            *linkpreview* | *link-preview* | link preview* | *urlpreview* | *unfurl* | *onebox | embedly | iframely | opengraph*
            *linkexpand* | *metatagfetcher | *richlink* | *previewbot | summaly* | microlink* | January/# | *web/snippet*
            """;

    static final String HEADLESS_BROWSERS = """
            *headless* | PhantomJS | SlimerJS | Puppeteer* | Playwright* | Selenium* | WebDriver* | Cypress/# | CasperJS
            HtmlUnit* | Splash Version/# | prerender* | rendertron | Nightmare/# | jsdom/# | wkhtmlto* | Browserless | testcafe* | zombie.js* | (Unknown; Linux x86* | (Unknown; Linux i686
            """;

    static final String MONITORS = """
            *monitor* | *uptime* | *pingdom* | *synthetic* | *statuscake* | *site24x7* | *lighthouse* | *gtmetrix* | *speedcurve*
            PTST | *catchpoint* | *dynatrace* | ruxit* | *newrelic* | *datadog* | *nagios* | *zabbix* | *healthcheck* | gomezagent*
            *dareboost* | *pagespeed* | page speed* | *webpagetest* | *hetrixtools* | *nodeping* | *alertsite* | *websitepulse*
            YLT | *alertra* | 360JK | *sitespeed* | *splunk* | *thousandeyes* | *checkly* | *loadtest* | AppInsights | Rigor | *observatory* | *infrawatch*
            *debugbear* | *uptrends* | *speedvitals* | *neustar wpm | *dejaclick | *ip-label* | *iplabel* | *cloudwatch* | *appdynamics* | *testlocally* | *keynote*
            """;

    /** Security scanners, mail and link scanners, and what attacks write into a user agent. */
    static final String SCANNERS = """
            *nmap* | *sqlmap* | *nikto* | *nessus* | *qualys* | *acunetix* | *openvas* | *censys*
            *zgrab* | *masscan* | *nuclei/# | *netcraft* | *virustotal* | *urlscan* | *safebrowsing* | *barracuda* | *proofpoint*
            *mimecast* | *trendmicro* | *kaspersky* | *bitdefender* | *zscaler* | *sophos* | *assetnote | *leakix* | *jorgee*
            *pentest* | *sucuri | *hardenize | *watchtowr | *burpcollaborator* | *interactsh* | *.oast.* | (select * | union select
            *netsparker* | *wfuzz* | *gobuster | *dirbuster | *whatweb | *libwhisker* | w3af* | shodan* | zmeu | *detectify* | *probely*
            *safeweb* | *fuzz faster* | load_file | pg_sleep | sleep( | <?php | <?= | <script | ${jndi | () {* | *../* | etc/passwd
            *waitfor delay* | *' or | *' or '* | *' and | *' and '* | *'||* | *';* | *') * | *" or # | *dbms_* | *varchar(* | *xp_cmdshell*
            where # | or not # | *'='* | ^mozlila | *bulid/*
            *exec(* | *execute(* | *chr(# | *concat(* | *alert(* | *onerror=* | *<img* | *<svg* | *javascript:* | *memberaccess* | *${* | ; {}*
            """;

    /** What robots call themselves. */
    static final String ROBOT_WORDS = """
            *bot | *bots | *robot* | bot_* | *crawl* | *krowl* | *spider* | *spyder* | *scrap* | *sucker | *leech* | *whois* | *slurp* | *archiver* | *harvester* | *fetch*
            *linkcheck* | *heritrix* | *nutch* | *archive.org* | *archivebox | *webcopier* | *httrack* | *automation* | *prefetch*
            *favicon* | *web preview | bingpreview | *-google | google-* | *google_* | googleweblight | *search console*
            *khtml, like gecko;* | like gecko, *
            """;

    /** What tools call themselves; some are also apps of people, who open links in them. */
    static final String TOOL_WORDS = """
            *scanner* | *scan | *scans | *checker* | *check | *check/* | *validator* | *verif* | *analyzer* | *analyser* | *audit
            *audit/* | *inspect* | *insight* | *advisor* | *detector* | *measure* | *probe* | *sniffer* | *research* | *compliance*
            *collector* | *extractor* | *downloader* | *grabber* | *retriever* | *capture* | *screenshot* | *thumbnail* | *preview*
            *indexer* | *parser* | *aggregator* | *classifier* | *transcoder* | *optimizer* | *tester | *tester/* | *urltest*
            *sitemap* | *website* | *webpage* | *webmaster* | *backlink* | *plagiar* | *url/# | seo* | *headers | *finder
            *proxy | *agent | *-tools | *_tools | *.ai/*
            """;

    /** Libraries and tools for HTTP, by the names that they send themselves. */
    static final String HTTP_LIBRARIES = """
            ^curl | *curl/# | *libcurl* | *wget* | python* | *urllib* | *aiohttp | *httpx/# | java/# | *httpclient* | *http-client* | *http_client*
            *http client | okhttp* | *jsoup | *libwww-perl* | ^php | *guzzle* | ^ruby | *faraday | rest-client | *http.rb | go-http*
            *golang* | *resty | axios | node-* | undici | got/# | *node-fetch* | *postman* | *powershell* | *winhttp* | restsharp*
            *reqwest* | dart/# | deno/# | bun/# | *vert.x | grpc-* | *apachebench* | *aria2*
            *mechanize* | *hackney | *lwp::* | *lwp-* | *simplepie* | *mojolicious* | *typhoeus* | *unirest* | *akka-http | *asynchttp*
            *httpunit | *httpie | *httprequest* | *httpurlconnection* | *webdav-* | *poe-component* | *embarcadero* | *indy library*
            applecoremedia/# | androiddownloadmanager/#
            """;

    static final String FEED_READERS = """
            *feedly* | *feeder* | *feedbin* | *rss | *feedfetcher* | *newsreader* | *newsgator* | *netnewswire* | *newsblur* | *inoreader*
            *subscribers | *liferea* | *akregator* | *bazqux* | *netvibes* | *bloglines | *bloglovin | *blogtrottr | *miniflux | *commafeed | *freshrss
            *tiny tiny rss | feed wrangler | *feedspot | *theoldreader* | *subscriber
            """;

    /** Programs well known, whose user agents follow no habit. */
    static final String KNOWN_ROBOTS = """
            *daumoa* | ips-agent | *mediapartners* | *yandexmetrika* | *peer39* | *admantx* | *grapeshot* | *proximic* | *turnitin*
            *ahrefs* | *semrush* | *sistrix* | *screaming frog* | *siteimprove* | *woorank* | *duplexweb* | *hubspot* | *wayback*
            *flipboardproxy* | *camo/# | *imageproxy | *emailproxy* | *thumbor* | *scope3* | *pageburst | *mixnode | *datanyze*
            *silktide* | *sindup* | *linktiger* | *printfriendly* | *marketgoo* | sparkler/# | newsai/# | Dlc/# | xmco | PS_Daily/#
            ^swcd | ^Feedable/ | ^StackRambler/ | ^Fiery%20Feeds/ | ReederForMac | macintosh: | link gecko
            Daum/# | Daum # | MapperCmd* | SnapSearch | webthumb* | Nodemeter | ForusP | Clarsentia
            *security.heimdall | MS Web Services Client* | *crwlr*
            ^Reeder/ | ^Downcast/ | ^ReadKit | ^DuckDuckGo | ^ddg_android | wechatdevtools | *wappalyzer* | *builtwith* | *whatcms* | *onetrust*
            *webkit2png | miniature.io | *cloudflare* | *ahc/# | GoogleToolbar | hotjar | evidon | brandverity | netvigie | lightspeedsystems | yahooseeker* | *hosttracker* | siege/# | larbin*
            qwantify* | yacy* | yeti/# | teoma | genieo | bubing | linkfluence | linkdex | trendiction* | meltwater* | moreover | panscient*
            mojeek* | pixray* | criteo* | copyscape | pagepeeker* | websnapr | thumbshots | mshots | webzip | teleport pro
            offline explorer | webreaper | webstripper | ezooms | ichiro/# | steeler/# | nuzzel | collapsify | NewsNow | BingLocalSearch | Readable/# | firefox mutant | DMBrowser*
            """;

    /** Where a program can be read about, or its maker written to. */
    static final String ADDRESSES = """
            *http:// | *https:// | @ | *dot com
            """;

    /**
     * A host without a scheme, by which programs name their home as well. In Internet Explorer's comment it is that of a
     * provider or a toolbar; some apps are called like theirs.
     */
    static final String BARE_HOSTS = """
            www.* | *.com
            """;

    /** People's browsers and devices. CUBOT is a maker of phones, bSalsa's a browser that names its home page. */
    static final String INNOCENT = """
            *cubot | *cubot_* | presearch | like gecko, cwawebview | mozacfetch | camscanner | google_ios | google_android | google-tr-# | mozilladeveloperpreview | ant.com toolbar
            http://bsalsa.com | http://bsalsa.com/ | http://www.bsalsa.com | http://www.bsalsa.com/
            http://www.avantbrowser.com | http://www.avantbrowser.com/
            google wap proxy | via proxy gateway | via translate.google.com | via docs.google.com | khtml, like gecko; google wireless transcoder | like gecko, safari
            """;

    private AutomationWords() {}
}
