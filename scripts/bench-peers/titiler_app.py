"""TiTiler as its documentation starts it: COGs as map tiles. Run by vigia-bench."""

from fastapi import FastAPI
from titiler.core.factory import TilerFactory

app = FastAPI()
app.include_router(TilerFactory().router)
