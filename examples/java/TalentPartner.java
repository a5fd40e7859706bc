import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A partner's system in one file of plain Java 17: token, check, use, events, and the signature of a webhook.
 *
 * <pre>java TalentPartner.java https://talent.example.cn CLIENT_ID SECRET CODE medical-green-channel</pre>
 *
 * Answers are JSON; a real program reads them with the library it has. Here a regular expression picks one text out.
 */
public final class TalentPartner {
    private static final int TRIES = 4;
    private static final long MOST_SECONDS_OLD = 300;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String site;
    private final String clientId;
    private final String secret;
    private String bearer = "";

    public TalentPartner(String site, String clientId, String secret) {
        this.site = site;
        this.clientId = clientId;
        this.secret = secret;
    }

    /** The answer for the code that the holder shows; asked again with the same key where the answer is lost. */
    public String check(String code, String service) throws Exception {
        return write("checks/", "{\"code\": \"" + code + "\", \"service\": \"" + service + "\"}");
    }

    /** What became of the check: served, postponed or refused. Counted once, however often it is sent. */
    public String use(String check, String outcome) throws Exception {
        return write("uses/", "{\"check\": \"" + check + "\", \"outcome\": \"" + outcome + "\"}");
    }

    /** A page of what happened after the event with this id, oldest first; from the oldest kept where it is empty. */
    public String events(String after) throws Exception {
        return call("GET", "events/?page_size=100" + (after.isEmpty() ? "" : "&after=" + after), null, null);
    }

    /** One key for all tries: a lost answer is given again, and nothing is done twice. */
    private String write(String path, String body) throws Exception {
        String key = UUID.randomUUID().toString();
        for (int number = 1; ; number++) {
            try {
                return call("POST", path, body, key);
            } catch (java.io.IOException lost) {
                if (number == TRIES) {
                    throw lost;
                }
                Thread.sleep(1000L << number);
            }
        }
    }

    private String call(String method, String path, String body, String key) throws Exception {
        HttpResponse<String> answer = send(method, path, body, key);
        if (answer.statusCode() == 401) { // the token is over: once more with a new one
            bearer = "";
            answer = send(method, path, body, key);
        } else if (answer.statusCode() == 429) {
            Thread.sleep(1000L * Long.parseLong(answer.headers().firstValue("Retry-After").orElse("5")));
            answer = send(method, path, body, key);
        }
        if (answer.statusCode() >= 500) {
            throw new java.io.IOException("answered " + answer.statusCode());
        }
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(answer.statusCode() + " " + text(answer.body(), "code"));
        }
        return answer.body();
    }

    private HttpResponse<String> send(String method, String path, String body, String key) throws Exception {
        HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(site + "/api/v1/partner/" + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json");
        if (key != null) {
            asked.header("Idempotency-Key", key);
        }
        HttpRequest.BodyPublisher content = body == null
                ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return http.send(asked.method(method, content).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String token() throws Exception {
        if (bearer.isEmpty()) {
            String form = "grant_type=client_credentials&scope=partner&client_id=" + encoded(clientId)
                    + "&client_secret=" + encoded(secret);
            HttpRequest asked = HttpRequest.newBuilder(URI.create(site + "/identity/o/api/token"))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form)).build();
            bearer = text(http.send(asked, HttpResponse.BodyHandlers.ofString()).body(), "access_token");
        }
        return bearer;
    }

    /** Whether a webhook is the portal's and not an old one sent again. Names of headers in small letters. */
    public static boolean isGenuine(String secret, Map<String, String> headers, byte[] body, Instant now)
            throws Exception {
        String id = headers.getOrDefault("webhook-id", "");
        String moment = headers.getOrDefault("webhook-timestamp", "");
        if (!moment.matches("\\d{1,12}") || Math.abs(now.getEpochSecond() - Long.parseLong(moment)) > MOST_SECONDS_OLD) {
            return false;
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
        mac.update((id + "." + moment + ".").getBytes(StandardCharsets.UTF_8));
        byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(StandardCharsets.UTF_8);
        for (String signature : headers.getOrDefault("webhook-signature", "").split(" ")) {
            if (MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
                return true;
            }
        }
        return false;
    }

    private static String text(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        return found.find() ? found.group(1) : "";
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Ends with 1 where the portal refused, with 2 and what to do where no answer of the portal was had. */
    public static void main(String[] given) throws Exception {
        if (given.length != 5) {
            end(2, "java TalentPartner.java SITE CLIENT_ID SECRET CODE SERVICE");
        }
        try {
            run(given);
        } catch (IllegalStateException refused) {
            end(1, "Refused: " + refused.getMessage());
        } catch (IllegalArgumentException wrong) {
            end(2, "What was given cannot be used: " + wrong.getMessage());
        } catch (java.io.IOException lost) {
            end(2, "The portal was not reached (" + lost + "). Look at the address and the network.");
        }
    }

    private static void end(int status, String words) {
        System.err.println(words);
        System.exit(status);
    }

    private static void run(String[] given) throws Exception {
        if (given[0].equals("verify")) { // secret, id, second and signature; the body is typed in
            Map<String, String> headers =
                    Map.of("webhook-id", given[2], "webhook-timestamp", given[3], "webhook-signature", given[4]);
            System.out.println(isGenuine(given[1], headers, System.in.readAllBytes(), Instant.now()));
            return;
        }
        TalentPartner partner = new TalentPartner(given[0], given[1], given[2]);
        String answer = partner.check(given[3], given[4]);
        if (text(answer, "verdict").isEmpty()) {
            end(2, "This is no answer of the portal. Is the address the portal's own?");
        }
        System.out.println(text(answer, "verdict") + " " + text(answer, "reason"));
        if (text(answer, "verdict").equals("eligible")) {
            System.out.println(partner.use(text(answer, "id"), "served"));
        }
        System.out.println(partner.events(""));
    }
}
