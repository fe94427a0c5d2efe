"""The libraries that a server has imported before it answers anybody, without a line of the app."""

import gc

import latex2mathml.converter
import markdown_it
import numpy
import plotly.graph_objects
import streamlit.web.bootstrap
import streamlit.web.cli
import streamlit.web.server.starlette
import sympy

LIBRARIES = (latex2mathml, markdown_it, numpy, plotly, streamlit, sympy)

gc.freeze()  # a process that starts from here looks for no garbage in them
