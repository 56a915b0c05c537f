"""Letters of a Parquet file checked on many machines: the pipeline of one machine, given out by Dask."""
