# What the demo does to each flight. A row of the CSV file is an object of strings; NA stands for what is not known.
# The task of a cancelled flight fails: it never departed, so there is nothing to say about its journey.

def number: if . == "NA" then null else tonumber end;

def delay_class:
  if . == null then "diverted"   # it landed elsewhere
  elif . < 0 then "early"
  elif . < 15 then "on time"     # as the airlines count
  elif . < 60 then "late"
  else "very late"
  end;

if .dep_time == "NA" then error("cancelled: \(.carrier) \(.flight), \(.origin)-\(.dest)")
else
  (.arr_delay | number) as $delay
  | (.air_time | number) as $minutes
  | (.distance | number) as $miles
  | {
      carrier,
      flight: (.flight | number),
      route: "\(.origin)-\(.dest)",
      class: ($delay | delay_class),
      delay: $delay,
      miles: $miles,
      mph: (if $minutes then $miles * 60 / $minutes | round else null end)
    }
end
