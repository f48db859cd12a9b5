/** Sluice: the batch side of machine learning on Apache Spark. One jar, one YAML file a job. */
package io.sluice;
