package io.sluice.bench;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.feature.StopWordsRemover;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Texts by a seed, in the one column {@code text}: sentences of 1,500 to 2,500 characters, with
 * capitals and punctuation. The words are English stop words, about half of all, and made-up ones,
 * 50,000 different ones in all; how often each comes follows Zipf's law as Mandelbrot wrote it, 1 /
 * (rank + 2.7).
 */
final class GeneratedTexts {

  private static final int FILES = 8;
  private static final int WORDS = 50_000;
  private static final int MIN_LENGTH = 1500;
  private static final int MAX_LENGTH = 2500;

  private GeneratedTexts() {}

  /** Reads so many texts, from Parquet below the folder. */
  static Dataset<Row> read(SparkSession spark, Path folder, long texts) {
    return Stored.read(
        spark, folder.resolve("texts-" + texts), () -> generate(spark, new Writer(), texts));
  }

  private static Dataset<Row> generate(SparkSession spark, Writer writer, long texts) {
    return spark
        .range(0, texts, 1, FILES)
        .map((MapFunction<Long, String>) writer::text, Encoders.STRING())
        .toDF("text");
  }

  /** Writes the text of a number, always the same. */
  static final class Writer implements Serializable {

    private static final String CONSONANTS = "bcdfghjklmnpqrstvwxz";
    private static final String VOWELS = "aeiou";
    private static final int SYLLABLES = CONSONANTS.length() * VOWELS.length();

    private final List<String> words = new ArrayList<>();
    private final double[] upTo = new double[WORDS];

    Writer() {
      for (String stopWord : StopWordsRemover.loadDefaultStopWords("english")) {
        if (stopWord.chars().allMatch(Character::isLetter)) {
          words.add(stopWord);
        }
      }
      for (int n = SYLLABLES; words.size() < WORDS; n++) {
        words.add(word(n));
      }
      double sum = 0;
      for (int rank = 0; rank < WORDS; rank++) {
        sum += 1 / (rank + 2.7);
        upTo[rank] = sum;
      }
    }

    private static String word(int number) {
      StringBuilder word = new StringBuilder();
      for (int n = number; n > 0; n /= SYLLABLES) {
        int syllable = n % SYLLABLES;
        word.append(CONSONANTS.charAt(syllable / VOWELS.length()));
        word.append(VOWELS.charAt(syllable % VOWELS.length()));
      }
      return word.toString();
    }

    String text(long number) {
      SplittableRandom chance = new SplittableRandom(number);
      int length = chance.nextInt(MIN_LENGTH, MAX_LENGTH);
      StringBuilder text = new StringBuilder();
      while (text.length() < length) {
        sentence(text, chance);
      }
      return text.toString();
    }

    private void sentence(StringBuilder text, SplittableRandom chance) {
      int start = text.length();
      int left = chance.nextInt(4, 20);
      for (; left > 0; left--) {
        text.append(words.get(rank(chance)));
        text.append(left == 1 ? "" : chance.nextInt(12) == 0 ? ", " : " ");
      }
      text.setCharAt(start, Character.toUpperCase(text.charAt(start)));
      text.append(chance.nextInt(10) == 0 ? "? " : ". ");
    }

    private int rank(SplittableRandom chance) {
      int found = Arrays.binarySearch(upTo, chance.nextDouble() * upTo[WORDS - 1]);
      return found < 0 ? -found - 1 : found;
    }
  }
}
