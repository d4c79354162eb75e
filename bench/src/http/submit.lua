-- One line of the file is one body; a token that is good only once is never sent twice.
local bodies, at, cookie = {}, 0, ""

function init(args)
  cookie = args[2]
  for line in io.lines(args[1]) do bodies[#bodies + 1] = line end
end

function request()
  at = at % #bodies + 1
  return wrk.format("POST", nil, {
    ["content-type"] = "application/x-www-form-urlencoded",
    ["cookie"] = cookie,
    ["origin"] = "http://127.0.0.1",
    ["sec-fetch-site"] = "same-origin",
  }, bodies[at])
end
