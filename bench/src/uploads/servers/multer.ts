import express from "express";
import multer from "multer";
import { folder, port, ready } from "../protocol.ts";

const app = express();
app.post("/", multer({ dest: folder }).single("file"), (_request, response) => {
  response.send("ok");
});
app.listen(port, "127.0.0.1", ready);
