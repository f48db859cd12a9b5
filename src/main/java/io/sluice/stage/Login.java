package io.sluice.stage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Who asks a database, and where the password is: in a file or in an environment variable of the
 * driver, never in a job. It is sent to the executors, which open connections of their own, and
 * shown nowhere.
 *
 * @param settings {@code user}, and {@code passwordFile} or {@code passwordVariable}
 */
public record Login(Map<String, String> settings) {

  private static final String USER = "user";
  private static final String FILE = "passwordFile";
  private static final String VARIABLE = "passwordVariable";
  private static final List<String> ALL = List.of(USER, FILE, VARIABLE);
  private static final int MAX_BYTES = 4096;
  private static final String IF_MISSING = " with the password.";

  public Login {
    settings = Map.copyOf(settings);
  }

  /** What is wrong with a database's address and this login. */
  public List<Problem> problems(String addressSetting, String address, String setting) {
    List<Problem> problems = new ArrayList<>();
    if (!address.startsWith("jdbc:")) {
      problems.add(
          new Problem(
              addressSetting,
              "'%s' is no database; one is like jdbc:postgresql://host/name.".formatted(address)));
    }
    if (address.toLowerCase(Locale.ROOT).contains("password=")) {
      problems.add(new Problem(addressSetting, NOT_HERE));
    }
    settings.keySet().stream()
        .filter(key -> !ALL.contains(key))
        .sorted()
        .map(
            key ->
                new Problem(
                    setting,
                    key.equals("password")
                        ? NOT_HERE
                        : "'%s' is not one of %s.".formatted(key, String.join(", ", ALL))))
        .forEach(problems::add);
    if (settings.containsKey(FILE) && settings.containsKey(VARIABLE)) {
      problems.add(new Problem(setting, "passwordFile or passwordVariable, not both."));
    }
    return problems;
  }

  /** What is said where a password stands in a job. */
  public static final String NOT_HERE =
      "a password must not stand in a job file. Put it into an environment variable and name that"
          + " by login: {user: NAME, passwordVariable: VARIABLE}, or into a file and name it by"
          + " passwordFile.";

  /** What a driver of JDBC must know: user and password, as far as they are given. */
  public Map<String, String> properties(String setting, Configuration hadoop) {
    Map<String, String> properties = new LinkedHashMap<>();
    Optional.ofNullable(settings.get(USER)).ifPresent(user -> properties.put("user", user));
    Optional.ofNullable(settings.get(VARIABLE))
        .map(name -> Secret.inVariable(setting, name, IF_MISSING))
        .or(
            () ->
                Optional.ofNullable(settings.get(FILE)).map(file -> inFile(setting, file, hadoop)))
        .ifPresent(password -> properties.put("password", password));
    return properties;
  }

  private static String inFile(String setting, String file, Configuration hadoop) {
    byte[] content = Secret.inFile(setting, file, IF_MISSING, MAX_BYTES, hadoop);
    return new String(content, StandardCharsets.UTF_8).strip();
  }
}
