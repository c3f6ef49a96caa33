package app.grapevine.importing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A column of a file of costs, under the names that it has here and in the languages of the page, compared as {@link Column#plain} makes them. */
enum CostColumn {
    CHANNEL(
            "channel",
            "medium,platform,app,canale,mezzo,piattaforma,canal,medio,plataforma,kanal,plattform,support,plateforme"),
    AUDIENCE(
            "audience",
            "group,segment,list,pubblico,gruppo,segmento,lista,destinatari,grupo,audiencia,público,gruppe,zielgruppe,liste,groupe"),
    SENT(
            "sent",
            "sent to,number sent,messages,messages sent,recipients,people,size,group size,quantity,copies,print run,inviati,inviati a,inviato a,"
                    + "numero inviati,invii,messaggi,messaggi inviati,persone,dimensione,quantità,copie,tiratura,"
                    + "enviados,enviado a,enviados a,número de envíos,envíos,mensajes,mensajes enviados,personas,destinatarios,tamaño,"
                    + "tamaño del grupo,cantidad,copias,ejemplares,tirada,"
                    + "gesendet,gesendet an,versendet,versendet an,verschickt,verschickt an,anzahl,nachrichten,gesendete nachrichten,"
                    + "personen,empfänger,größe,gruppengröße,menge,exemplare,auflage,"
                    + "envoyés,envoyé à,envoyés à,nombre d'envois,envois,messages envoyés,personnes,destinataires,taille,"
                    + "taille du groupe,quantité,copies,exemplaires,tirage"),
    AMOUNT(
            "amount",
            "cost,costs,spend,spent,total,importo,costo,costi,spesa,totale,importe,coste,costes,costos,gasto,betrag,kosten,ausgaben,"
                    + "summe,gesamt,montant,coût,coûts,dépense,dépenses"),
    CURRENCY("currency", "currency code,valuta,divisa,moneta,moneda,währung,devise,monnaie");

    private static final Map<String, CostColumn> BY_NAME = byName();

    /** The names of all of them, as the table that is taken away has them. */
    static final List<String> FIELDS =
            Arrays.stream(values()).map(CostColumn::field).toList();

    /** No name that is known is longer, whatever stands between its letters. */
    private static final int LONGEST = 100;

    private final String field;
    private final String names;

    CostColumn(String field, String names) {
        this.field = field;
        this.names = names;
    }

    /** As the API calls it. */
    String field() {
        return field;
    }

    static Optional<CostColumn> find(String name) {
        return Optional.ofNullable(name.length() > LONGEST ? null : BY_NAME.get(Column.plain(name)));
    }

    private static Map<String, CostColumn> byName() {
        Map<String, CostColumn> columns = new HashMap<>();
        for (CostColumn column : values()) {
            for (String name : (column.field + "," + column.names).split(",", -1)) {
                columns.put(Column.plain(name), column);
            }
        }
        return Map.copyOf(columns);
    }
}
