package io.sluice.emr;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a policy allows of the requests that a server of S3 gets. */
public final class Permissions {

  private final JsonNode policy;

  public Permissions(JsonNode policy) {
    this.policy = policy;
  }

  /** What a request asks for. */
  private record Asked(String action, String resource, Map<String, String> query) {}

  /** Whether a request such as {@code GET /bucket/key?x=y HTTP/1.1} is allowed. */
  public boolean allows(String request) {
    Asked asked = asked(request);
    for (JsonNode statement : policy.get("Statement")) {
      if (statement.get("Effect").asText().equals("Allow")
          && matches(statement.get("Action"), asked.action)
          && matches(statement.get("Resource"), asked.resource)
          && holds(statement.path("Condition"), asked.query)) {
        return true;
      }
    }
    return false;
  }

  private static Asked asked(String request) {
    String[] words = request.split(" ", -1);
    URI uri = URI.create(words[1]);
    Map<String, String> query = new HashMap<>();
    if (uri.getRawQuery() != null) {
      for (String part : uri.getRawQuery().split("&", -1)) {
        String[] pair = part.split("=", 2);
        query.put(pair[0], pair.length == 1 ? "" : decoded(pair[1]));
      }
    }
    String[] path = decoded(uri.getRawPath()).substring(1).split("/", 2);
    boolean isBucket = path.length == 1 || path[1].isEmpty();
    String resource = "arn:aws:s3:::" + path[0] + (isBucket ? "" : "/" + path[1]);
    return new Asked(action(words[0], isBucket, query), resource, query);
  }

  private static String action(String method, boolean isBucket, Map<String, String> query) {
    if (isBucket) {
      return query.containsKey("uploads") ? "s3:ListBucketMultipartUploads" : "s3:ListBucket";
    }
    return switch (method) {
      case "PUT", "POST" -> "s3:PutObject";
      case "DELETE" ->
          query.containsKey("uploadId") ? "s3:AbortMultipartUpload" : "s3:DeleteObject";
      default -> "s3:GetObject";
    };
  }

  private static boolean holds(JsonNode condition, Map<String, String> query) {
    boolean all = true;
    for (JsonNode operator : condition) {
      for (var keys = operator.fields(); keys.hasNext(); ) {
        var key = keys.next();
        String value = query.getOrDefault(key.getKey().replace("s3:", ""), "");
        all &= matches(key.getValue(), value);
      }
    }
    return all;
  }

  private static boolean matches(JsonNode patterns, String text) {
    List<String> all = new ArrayList<>();
    if (patterns.isTextual()) {
      all.add(patterns.asText());
    }
    patterns.forEach(p -> all.add(p.asText()));
    return all.stream().anyMatch(p -> text.matches(Pattern.quote(p).replace("*", "\\E.*\\Q")));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
