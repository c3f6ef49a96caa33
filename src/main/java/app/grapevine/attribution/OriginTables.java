package app.grapevine.attribution;

/**
 * Referrers' hosts and apps' packages that are no channel of the catalogue, where one has to know more of them than that they
 * are somewhere else. Hosts as {@link Hosts} reads them, separated by bars.
 */
final class OriginTables {
    /**
     * Archives of mailing lists, which anybody can read, though they are called like somebody's mail. By the hosts that the
     * projects themselves name in their lists' headers (List-Archive, RFC 2369).
     */
    static final String ARCHIVES = """
            mail.python.org | mail.gnome.org | mail.kde.org | mail.openjdk.org | mail.openjdk.java.net | mail.haskell.org
            mail.scipy.org | mail.mozilla.org | mail.zope.org | mail.xfce.org | mail.coreboot.org | mail.gnu.org | mail.ietf.org
            mail.rtai.org | mail.r-project.org | mail.debian.org | mail.netbsd.org | mail.freebsd.org | mail.opensolaris.org
            mail.plone.org | mail.jabber.org | mail.nongnu.org | mail.opensuse.org | mail.dpdk.org | mail.lists.launchpad.net
            mail.openvswitch.org | mail.lyx.org | mail.perl.org | mail.ruby-lang.org | mail.osgeo.org | mail.w3.org
            email.osgeo.org
            """;

    /**
     * Shorteners, and services that take a referrer away: they say where the address was sent through. By their makers'
     * own pages.
     */
    static final String FORWARDERS = """
            bit.ly | bitly.com | j.mp | tinyurl.com | is.gd | v.gd | ow.ly | buff.ly | rebrand.ly | cutt.ly | short.io | t.ly | rb.gy
            shorturl.at | tiny.cc | goo.gl | dub.sh | dub.co | s.id | urlz.fr | bl.ink | soo.gd | clck.ru | u.to | shorte.st | adf.ly
            href.li | anonym.to | anonymz.com | dereferer.me | dereferer.org | nullrefer.com | hidereferrer.net | noref.org
            blank.org | anon.to | hideref.xyz | lnk.to | linktr.ee | smarturl.it | onelink.me | app.link | page.link | go.link
            """;

    /**
     * Wrappers that look at an address before they let a browser go on, for whatever it stands in: a company's gateway, a
     * provider's, an isolated browser. By their makers' documents. Those of mail alone are rows of the catalogue.
     */
    static final String WRAPPERS = """
            safe.menlosecurity.com | isolation.zscaler.com | gateway.zscaler.net | gateway.zscloud.net | secureurl.fwdcdn.com
            protect.checkpoint.com | linksprotect.fortinet.com | browser.cloudflare.com | cloudflareaccess.com | safebrowse.io
            sba.yandex.net | safebrowsing.google.com | exit.sc | vkontakte.link | urlscan.io
            nam.safelink.emails.azure.net | safe.txmblr.com | link.zhihu.com | link.csdn.net | c.pc.qq.com | jump.bdimg.com
            """;

    /** Sites that need an account before they show the page that a link stands on, by their makers' documents. */
    static final String CLOSED_SITES = """
            docs.google.com | drive.google.com | sites.google.com | calendar.google.com | keep.google.com | classroom.google.com
            sharepoint.com | office.com | officeapps.live.com | onedrive.live.com | atlassian.net | trello.com | asana.com | monday.com
            clickup.com | airtable.com | basecamp.com | box.com | dropbox.com | dropboxpaper.com | coda.io | miro.com | figma.com
            salesforce.com | force.com | hubspot.com | zendesk.com | freshdesk.com | intercom.com | service-now.com | workday.com
            myworkday.com | instructure.com | blackboard.com | schoology.com | moodlecloud.com | mailchimp.com | evernote.com
            icloud.com | todoist.com | quip.com | yammer.com | engage.cloud.microsoft | workplace.com | loop.cloud.microsoft
            """;

    /** Names under which nobody outside finds a host (RFC 6761, RFC 6762, ICANN's resolution on .internal, and habits). */
    static final String PRIVATE_SUFFIXES = """
            .local | .localhost | .internal | .intranet | .lan | .home | .corp | .private | .home.arpa | .localdomain
            """;

    /**
     * Apps that show pages and send their package with each: browsers built on the system's view, by the packages under
     * which their makers publish them, and launchers. They say nothing of where a link stood.
     */
    static final String BROWSERS = """
            com.android.browser | com.android.chrome | com.chrome.beta | com.chrome.dev | com.chrome.canary | org.chromium.chrome
            com.sec.android.app.sbrowser | com.sec.android.app.sbrowser.beta | com.mi.globalbrowser | com.huawei.browser
            com.heytap.browser | com.coloros.browser | com.vivo.browser | com.opera.browser | com.opera.mini.native | com.opera.gx
            com.opera.browser.beta | com.ucmobile.intl | com.ucmobile | com.uc.browser.en | com.duckduckgo.mobile.android
            org.mozilla.firefox | org.mozilla.focus | org.mozilla.klar | org.mozilla.fenix | com.brave.browser | com.microsoft.emmx
            com.vivaldi.browser | com.kiwibrowser.browser | mark.via | mark.via.gp | com.yandex.browser | com.yandex.browser.lite
            com.ecosia.android | com.cloudmosa.puffin | com.cloudmosa.puffinfree | com.mx.browser | com.naver.whale
            com.tencent.mtt | com.quark.browser | acr.browser.lightning | acr.browser.barebones | org.torproject.torbrowser
            com.amazon.cloud9 | com.cake.browser | com.aloha.browser | com.alohamobile.browser | org.bromite.bromite
            com.stoutner.privacybrowser.standard | com.qwant.liberty | com.presearch | com.avast.android.secure.browser
            com.android.webview | com.google.android.webview | com.google.android.apps.nexuslauncher | com.sec.android.app.launcher
            com.miui.home | com.google.android.launcher
            """;

    /** Apps for searching the web, whose results anybody can find; packages by which they are published. */
    static final String SEARCH_APPS = """
            com.google.android.googlequicksearchbox | com.google.android.apps.searchlite | com.microsoft.bing | ru.yandex.searchplugin
            com.baidu.searchbox
            """;

    private OriginTables() {}
}
