import java.net.URI;
import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.LinksApi;
import org.openapitools.client.model.ForwardQuery;
import org.openapitools.client.model.ForwardQueryWord;
import org.openapitools.client.model.Link;
import org.openapitools.client.model.LinkPatch;
import org.openapitools.client.model.NewLink;
import org.openapitools.client.model.Rule;
import org.openapitools.client.model.When;

/** A link made, read, changed and deleted with the client that was generated for Java. */
public final class Links {
    private Links() {}

    /** What it saw, a line for each step. */
    public static String run(String base, String key) throws ApiException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(base);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
        LinksApi links = new LinksApi(client);

        NewLink wanted = new NewLink()
                .destination(URI.create("https://shop.example/boots"))
                .channel("whatsapp")
                .tags(List.of("boots"))
                .forwardQuery(new ForwardQuery(ForwardQueryWord.IDS))
                .addRulesItem(new Rule()
                        .when(new When().device(List.of("ios", "android")).app(List.of("any")))
                        .destination("https://shop.example/mobile"));
        Link made = links.createLink(wanted, null);
        StringBuilder said = new StringBuilder();
        said.append("made: " + made.getDestination() + " " + made.getChannel() + " " + made.getTags() + " "
                + made.getForwardQuery().getActualInstance() + "\n");

        Link read = links.getLink(made.getCode(), null);
        When when = read.getRules().get(0).getWhen();
        said.append("read: " + read.equals(made) + " " + when.getDevice() + " "
                + when.getApp() + "\n");

        Link changed = links.changeLink(
                made.getCode(), new LinkPatch().title("New boots").forwardQuery(new ForwardQuery(false)), null);
        said.append("changed: " + changed.getTitle() + " " + changed.getForwardQuery().getActualInstance() + " "
                + changed.getTags() + " " + changed.getRules().size() + "\n");

        links.deleteLink(made.getCode(), null);
        try {
            links.getLink(made.getCode(), null);
        } catch (ApiException gone) {
            said.append("deleted: " + gone.getCode() + "\n");
        }
        return said.toString();
    }
}
