package app.grapevine.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Channel;
import app.grapevine.attribution.Circumstances;
import app.grapevine.attribution.Signals;
import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Visibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelCatalogueTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whatsapp",
                "signal",
                "imessage",
                "viber",
                "messenger",
                "instagram",
                "facebook",
                "threads",
                "telegram",
                "wechat",
                "snapchat",
                "line",
                "kakaotalk",
                "discord",
                "slack",
                "teams",
                "skype",
                "sms",
                "email",
                "x",
                "linkedin",
                "tiktok",
                "reddit",
                "mastodon",
                "bluesky",
                "pinterest",
                "youtube",
                "copy"
            })
    void everyChannelThatPeopleShareInHasARow(String id) {
        assertThat(ChannelCatalogue.load(null).find(id)).isPresent();
    }

    @Test
    void aShareUriCarriesTheLink() {
        assertThat(ChannelCatalogue.load(null).all())
                .extracting(Channel::shareUri)
                .allSatisfy(uri -> assertThat(uri == null || uri.contains("{url}") || uri.contains("{text}"))
                        .isTrue());
    }

    @Test
    void aRowOfTheOperatorsAddsAChannelThatIsAttributed() throws IOException {
        ChannelCatalogue catalogue = load("""
                id,name,visibility,marks,packages,fetchers,shareUri
                ourchat,Our Chat,private,OurChat/#,example.ourchat,OurChatPreview,ourchat://share?text={text}
                """);
        Attributor attributor = new Attributor(catalogue.all());
        Circumstances issued = new Circumstances("ourchat", Visibility.PRIVATE, Map.of(), false, false);

        assertThat(catalogue.find("whatsapp")).isPresent();
        assertThat(attributor
                        .judge(
                                Signals.ofUserAgent(
                                        "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 OurChat/3.1"),
                                issued)
                        .tier())
                .isEqualTo(Tier.CONFIRMED);
        assertThat(attributor
                        .judge(Signals.ofUserAgent("OurChatPreview/1.0"), issued)
                        .previewBy())
                .isEqualTo("ourchat");
    }

    @Test
    void aRowOfTheOperatorsTakesThePlaceOfOurs() throws IOException {
        int place = ChannelCatalogue.load(null).all().stream()
                .map(Channel::id)
                .toList()
                .indexOf("viber");

        Channel viber = load("\uFEFFid,name,visibility\nviber,Viber at work,public\n")
                .all()
                .get(place);

        assertThat(viber.name()).isEqualTo("Viber at work");
        assertThat(viber.visibility()).isEqualTo(Visibility.PUBLIC);
        assertThat(viber.marks()).isEmpty();
    }

    @Test
    void whoFetchesPreviewsSaysWhatTheyTellOfShares() throws IOException {
        ChannelCatalogue catalogue = load("""
                id,name,visibility,family,fetchedBy
                ours,Ours,private,,recipient
                one,One,private,both,vendor
                two,Two,private,both,sender
                """);

        assertThat(catalogue.sharesBy("whatsapp")).isEqualTo(SharesAre.ATTEMPTS);
        assertThat(catalogue.sharesBy("telegram")).isEqualTo(SharesAre.LOWER_BOUND);
        assertThat(catalogue.sharesBy("meta")).isEqualTo(SharesAre.LOWER_BOUND);
        assertThat(catalogue.sharesBy("ours")).isEqualTo(SharesAre.DELIVERIES);
        assertThat(catalogue.sharesBy("sms")).isEqualTo(SharesAre.UNKNOWN);
        assertThat(catalogue.sharesBy("both")).isEqualTo(SharesAre.UNKNOWN);
        assertThat(catalogue.sharesBy("other")).isEqualTo(SharesAre.UNKNOWN);
    }

    @Test
    void aFamilyStandsForItsChannels() {
        assertThat(ChannelCatalogue.load(null).listPreviewedBy("meta"))
                .extracting(Channel::id)
                .containsExactly("facebook", "messenger", "instagram", "threads");
        assertThat(ChannelCatalogue.load(null).listPreviewedBy("whatsapp")).hasSize(1);
        assertThat(ChannelCatalogue.load(null).listPreviewedBy("other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "id,name,visibility|Our Chat,Our Chat,private~line 2, column id",
                "id,name,visibility|ours,,private~line 2, column name",
                "id,name,visibility|ours,Ours,secret~line 2, column visibility",
                "id,name,visibility,mixed|ours,Ours,private,perhaps~line 2, column mixed",
                "id,name,visibility,marks|a,A,private,Mark/|ours,Ours,private,x~line 3, column marks",
                "id,name,visibility,fetchers|ours,Ours,private,*~line 2, column fetchers",
                "id,name,visibility,packages|ours,Ours,private,not a package~line 2, column packages",
                "id,name,visibility,hosts|ours,Ours,private,https://example.com/~line 2, column hosts",
                "id,name,visibility,redirectors|ours,Ours,private,*~line 2, column redirectors",
                "id,name,visibility,parameters|ours,Ours,private,a b~line 2, column parameters",
                "id,name,visibility,fetchedBy|ours,Ours,private,nobody~line 2, column fetchedBy",
                "id,name,visibility,cacheMinutes|ours,Ours,private,soon~line 2, column cacheMinutes",
                "id,name,visibility,shareUri|ours,Ours,private,ours://share~line 2, column shareUri",
                "id,name,visibility,shareUri|ours,Ours,private,javascript:{url}~line 2, column shareUri",
                "id,name,visibility|ours,Ours,private|ours,Ours,private~line 3, column id",
                "id,name,visibility,colour|ours,Ours,private,red~line 1: there is no column 'colour'",
                "id,name|ours,Ours~line 1: the column 'visibility' is missing",
                "id,name,visibility|ours,Ours~line 2: 2 cells where the header has 3",
                "id,name,visibility,family|ours,Ours,private,whatsapp~its family 'whatsapp'",
                "id,name,visibility|other,Others,private~'other' is taken"
            })
    void whatIsWrongIsNamedByFileLineAndColumn(String lines, String message) {
        assertThatThrownBy(() -> load(lines.replace('|', '\n') + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        Path missing = directory.resolve("missing.csv");

        assertThatThrownBy(() -> ChannelCatalogue.load(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void aFileThatIsNotUtf8IsNamed() throws IOException {
        Path file = directory.resolve("latin1.csv");
        Files.write(file, new byte[] {'i', 'd', ',', (byte) 0xe9, (byte) 0xff, '\n'});

        assertThatThrownBy(() -> ChannelCatalogue.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString());
    }

    private ChannelCatalogue load(String csv) throws IOException {
        return ChannelCatalogue.load(Files.writeString(directory.resolve("own.csv"), csv));
    }
}
