package io.sluice.stage;

import java.time.DateTimeException;
import java.time.ZoneId;

/** Time zones that a setting names. */
public final class Zones {

  private Zones() {}

  /** The zone; a problem at this setting where there is none of that name. */
  public static ZoneId of(String setting, String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw ProblemException.inJob(
          setting,
          "'%s' is not a time zone, such as Europe/Oslo or +02:00.%s"
              .formatted(zone, Nearest.hint(zone, ZoneId.getAvailableZoneIds())));
    }
  }
}
